// Read by test/support/app.ts.
process.env['LEDGER_TEST_ENGINES'] = 'distributed';
