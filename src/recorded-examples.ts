/** Written by `npm run docs:examples` from what the server answers; a test holds them against it. */
export const answers: Readonly<Record<string, unknown>> = {
 "callMcp": {
  "result": {
   "tools": [
    {
     "name": "check_entitlement",
     "title": "Check an entitlement",
     "description": "Whether a customer is owed a service at an instant. Answers a headline and sentences that can be read to the customer. Ask this before promising anything, and do not answer from memory.",
     "inputSchema": {
      "type": "object",
      "properties": {
       "customerCode": {
        "type": "string",
        "description": "The customer's code; or customerId."
       },
       "customerId": {
        "type": "string",
        "description": "The id of the customer; or customerCode."
       },
       "service": {
        "type": "string",
        "enum": [
         "maintenance",
         "requirement",
         "upgrade",
         "self-service",
         "training",
         "onsite",
         "media",
         "health-check",
         "care"
        ],
        "description": "The service that is asked for."
       },
       "at": {
        "type": "string",
        "description": "The instant asked about (2026-03-20T04:00:00.000Z), or a day; now unless given."
       },
       "knownAt": {
        "type": "string",
        "description": "As if nothing recorded after this instant existed."
       },
       "knownPosition": {
        "type": "string",
        "description": "The same by position; the one that an earlier answer names."
       },
       "contractNo": {
        "type": "string",
        "description": "Preferred among contracts that are equally good; or contractId, or licenceNo."
       },
       "licenceNo": {
        "type": "string",
        "description": "The number of a licence instead of contractNo."
       },
       "contractId": {
        "type": "string",
        "description": "The id of a contract instead of contractNo."
       },
       "productSeries": {
        "type": "string",
        "description": "Code of the product series."
       },
       "channel": {
        "type": "string",
        "enum": [
         "website",
         "hotline",
         "phone",
         "email",
         "remote",
         "im",
         "onsite"
        ],
        "description": "How the customer asks for it."
       },
       "urgency": {
        "type": "string",
        "enum": [
         "critical",
         "high",
         "normal",
         "low"
        ],
        "description": "With it the answer promises by when."
       },
       "module": {
        "type": "string",
        "description": "Code of the module that is asked about."
       },
       "targetVersion": {
        "type": "string",
        "description": "Required for the service upgrade: the version to upgrade to."
       },
       "region": {
        "type": "string",
        "enum": [
         "city",
         "suburb",
         "outside",
         "unknown"
        ],
        "description": "Where the site is, where that is not the region of the customer."
       },
       "answerVersion": {
        "type": "integer",
        "enum": [
         1,
         2
        ],
        "description": "By which version of the rules; seldom given."
       },
       "language": {
        "type": "string",
        "enum": [
         "zh-CN",
         "zh-TW",
         "en"
        ],
        "description": "Language of the answer; that of Accept-Language unless given."
       }
      },
      "required": [
       "service"
      ],
      "additionalProperties": false
     },
     "annotations": {
      "readOnlyHint": true,
      "idempotentHint": true,
      "openWorldHint": false,
      "title": "Check an entitlement"
     }
    },
    {
     "name": "find_customer",
     "title": "Find a customer",
     "description": "Finds customers by a part of the customer's code or name, or of the number of a contract or a licence. Answers code, name, level and region, and no persons.",
     "inputSchema": {
      "type": "object",
      "properties": {
       "query": {
        "type": "string",
        "description": "A code, name or number, or a part of one."
       },
       "language": {
        "type": "string",
        "enum": [
         "zh-CN",
         "zh-TW",
         "en"
        ],
        "description": "Language of the answer; that of Accept-Language unless given."
       }
      },
      "required": [
       "query"
      ],
      "additionalProperties": false
     },
     "annotations": {
      "readOnlyHint": true,
      "idempotentHint": true,
      "openWorldHint": false,
      "title": "Find a customer"
     }
    },
    {
     "name": "contract_timeline",
     "title": "Timeline of a contract",
     "description": "What happened to a contract, as dated sentences in the order they were recorded: purchase, renewals, payments, suspensions, corrections.",
     "inputSchema": {
      "type": "object",
      "properties": {
       "contractNo": {
        "type": "string",
        "description": "The number of the contract; or licenceNo, or contractId. One of them is required."
       },
       "licenceNo": {
        "type": "string",
        "description": "The number of a licence instead of contractNo."
       },
       "contractId": {
        "type": "string",
        "description": "The id of the contract instead of contractNo."
       },
       "at": {
        "type": "string",
        "description": "Up to what is true at this instant, or at the beginning of this day."
       },
       "knownAt": {
        "type": "string",
        "description": "Up to what was recorded at this instant."
       },
       "limit": {
        "type": "string",
        "description": "How many lines, as text; \"50\" unless given."
       },
       "cursor": {
        "type": "string",
        "description": "nextCursor of the page before."
       },
       "language": {
        "type": "string",
        "enum": [
         "zh-CN",
         "zh-TW",
         "en"
        ],
        "description": "Language of the answer; that of Accept-Language unless given."
       }
      },
      "required": [],
      "additionalProperties": false
     },
     "annotations": {
      "readOnlyHint": true,
      "idempotentHint": true,
      "openWorldHint": false,
      "title": "Timeline of a contract"
     }
    },
    {
     "name": "explain_decision",
     "title": "Explain a decision",
     "description": "Why a customer is owed a service or not: every check with the recorded facts that prove it, the contracts that were considered, and the way out. Takes the same arguments as check_entitlement.",
     "inputSchema": {
      "type": "object",
      "properties": {
       "customerCode": {
        "type": "string",
        "description": "The customer's code; or customerId."
       },
       "customerId": {
        "type": "string",
        "description": "The id of the customer; or customerCode."
       },
       "service": {
        "type": "string",
        "enum": [
         "maintenance",
         "requirement",
         "upgrade",
         "self-service",
         "training",
         "onsite",
         "media",
         "health-check",
         "care"
        ],
        "description": "The service that is asked for."
       },
       "at": {
        "type": "string",
        "description": "The instant asked about (2026-03-20T04:00:00.000Z), or a day; now unless given."
       },
       "knownAt": {
        "type": "string",
        "description": "As if nothing recorded after this instant existed."
       },
       "knownPosition": {
        "type": "string",
        "description": "The same by position; the one that an earlier answer names."
       },
       "contractNo": {
        "type": "string",
        "description": "Preferred among contracts that are equally good; or contractId, or licenceNo."
       },
       "licenceNo": {
        "type": "string",
        "description": "The number of a licence instead of contractNo."
       },
       "contractId": {
        "type": "string",
        "description": "The id of a contract instead of contractNo."
       },
       "productSeries": {
        "type": "string",
        "description": "Code of the product series."
       },
       "channel": {
        "type": "string",
        "enum": [
         "website",
         "hotline",
         "phone",
         "email",
         "remote",
         "im",
         "onsite"
        ],
        "description": "How the customer asks for it."
       },
       "urgency": {
        "type": "string",
        "enum": [
         "critical",
         "high",
         "normal",
         "low"
        ],
        "description": "With it the answer promises by when."
       },
       "module": {
        "type": "string",
        "description": "Code of the module that is asked about."
       },
       "targetVersion": {
        "type": "string",
        "description": "Required for the service upgrade: the version to upgrade to."
       },
       "region": {
        "type": "string",
        "enum": [
         "city",
         "suburb",
         "outside",
         "unknown"
        ],
        "description": "Where the site is, where that is not the region of the customer."
       },
       "answerVersion": {
        "type": "integer",
        "enum": [
         1,
         2
        ],
        "description": "By which version of the rules; seldom given."
       },
       "language": {
        "type": "string",
        "enum": [
         "zh-CN",
         "zh-TW",
         "en"
        ],
        "description": "Language of the answer; that of Accept-Language unless given."
       }
      },
      "required": [
       "service"
      ],
      "additionalProperties": false
     },
     "annotations": {
      "readOnlyHint": true,
      "idempotentHint": true,
      "openWorldHint": false,
      "title": "Explain a decision"
     }
    }
   ]
  },
  "jsonrpc": "2.0",
  "id": 1
 },
 "cancelTerm": {
  "id": "con_5xze2a6nvqa7qak7tffze6epwj",
  "contractNo": "XS-2025-0311",
  "revision": 13,
  "terms": [
   {
    "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz",
    "kind": "free",
    "firstDay": "2025-03-01",
    "lastDay": "2026-03-01",
    "signedOn": "2025-03-01",
    "period": "P1Y",
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   },
   {
    "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c",
    "kind": "paid",
    "firstDay": "2026-03-02",
    "lastDay": "2027-03-01",
    "signedOn": "2026-01-15",
    "period": "P1Y",
    "payment": "due",
    "paidOn": null,
    "fee": {
     "amount": "12000.00",
     "currency": "CNY"
    },
    "documentNo": "QF-2026-17",
    "policyVersion": 1
   },
   {
    "termId": "trm_5qsyyca5jjb67b8v23ywtcynsx",
    "kind": "paid",
    "firstDay": "2027-03-02",
    "lastDay": "2027-05-31",
    "signedOn": "2026-01-16",
    "period": null,
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   }
  ],
  "opened": [],
  "closed": [],
  "moved": [
   {
    "termId": "trm_5qsyyca5jjb67b8v23ywtcynsx",
    "from": {
     "firstDay": "2027-03-02",
     "lastDay": "2028-12-31"
    },
    "to": {
     "firstDay": "2027-03-02",
     "lastDay": "2027-05-31"
    },
    "avoids": []
   }
  ],
  "impact": []
 },
 "changeCustomer": {
  "id": "cus_4rpxwe1x9wampa24mm4fzjhza7",
  "code": "KH00795",
  "name": "青岛甲方科技股份有限公司",
  "level": "vip",
  "region": "city",
  "customerManager": "李强",
  "contacts": [
   {
    "contactId": "per_6zvzfprhwya5nv85f15rwaw7xf",
    "email": "wang.fang@example.com",
    "im": null,
    "name": "王芳",
    "phone": "13900000000",
    "role": "it",
    "notify": true
   }
  ],
  "revision": 3
 },
 "changeWebhook": {
  "id": "whk_33jbnmp0dbbketzt0hqzbbs5x2",
  "url": "https://crm.example.com/service-ledger",
  "types": [
   "ContractPurchased",
   "ContractRenewed"
  ],
  "includePersonal": false,
  "paused": "by an admin",
  "formerSecretUntil": null,
  "position": 61,
  "waiting": 0,
  "dead": 0,
  "revision": 1
 },
 "checkEntitlement": {
  "answerVersion": 2,
  "at": "2026-06-01T02:00:00.000Z",
  "calendarVersion": "cn-2026-6233b9a0",
  "checks": [
   {
    "check": "owner",
    "evidence": [
     {
      "position": 23,
      "type": "ContractPurchased"
     }
    ],
    "passed": true
   },
   {
    "check": "series",
    "evidence": [
     {
      "position": 23,
      "type": "ContractPurchased"
     }
    ],
    "passed": true
   },
   {
    "check": "licence-valid",
    "evidence": [
     {
      "position": 51,
      "type": "LicenceRestored"
     }
    ],
    "passed": true
   },
   {
    "check": "started",
    "evidence": [
     {
      "position": 23,
      "type": "ContractPurchased"
     }
    ],
    "passed": true
   },
   {
    "check": "not-terminated",
    "evidence": [
     {
      "position": 52,
      "type": "ContractTerminated"
     },
     {
      "position": 53,
      "type": "ContractReinstated"
     }
    ],
    "passed": true
   },
   {
    "check": "not-suspended",
    "evidence": [],
    "passed": true
   },
   {
    "check": "in-term",
    "evidence": [
     {
      "position": 33,
      "type": "ContractRenewed"
     },
     {
      "position": 47,
      "type": "ContractCorrected"
     }
    ],
    "passed": true
   },
   {
    "check": "fee-paid",
    "evidence": [
     {
      "position": 35,
      "type": "PaymentCorrected"
     }
    ],
    "passed": false
   }
  ],
  "conditions": [],
  "considered": [
   {
    "contractId": "con_3x2jqfecwdbzsa1sxjef61s8p6",
    "outcome": "denied",
    "reason": "lapsed"
   },
   {
    "contractId": "con_5xze2a6nvqa7qak7tffze6epwj",
    "outcome": "denied",
    "reason": "unpaid"
   }
  ],
  "coveredBy": null,
  "customerId": "cus_4rpxwe1x9wampa24mm4fzjhza7",
  "entitled": false,
  "knownAt": null,
  "knownPosition": 56,
  "nextChangeAt": "2027-02-28T16:00:00.000Z",
  "outcome": "denied",
  "policyVersion": 1,
  "reason": "unpaid",
  "receipt": "sha256:22cc12daec32b5741527e480e33acc3e53440aee37199a091e0a0cbb1ba34c4a",
  "remedy": "contact-sales",
  "service": "maintenance",
  "validUntil": "2027-02-28T16:00:00.000Z"
 },
 "checkEntitlements": {
  "answers": [
   {
    "answerVersion": 2,
    "at": "2026-03-20T04:00:00.000Z",
    "calendarVersion": "cn-2026-6233b9a0",
    "checks": [
     {
      "check": "owner",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "series",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "licence-valid",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "started",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "not-terminated",
      "evidence": [
       {
        "position": 52,
        "type": "ContractTerminated"
       },
       {
        "position": 53,
        "type": "ContractReinstated"
       }
      ],
      "passed": true
     },
     {
      "check": "not-suspended",
      "evidence": [],
      "passed": true
     },
     {
      "check": "in-term",
      "evidence": [
       {
        "position": 33,
        "type": "ContractRenewed"
       },
       {
        "position": 47,
        "type": "ContractCorrected"
       }
      ],
      "passed": true
     },
     {
      "check": "fee-paid",
      "evidence": [
       {
        "position": 35,
        "type": "PaymentCorrected"
       }
      ],
      "passed": false
     }
    ],
    "conditions": [],
    "considered": [
     {
      "contractId": "con_3x2jqfecwdbzsa1sxjef61s8p6",
      "outcome": "denied",
      "reason": "lapsed"
     },
     {
      "contractId": "con_5xze2a6nvqa7qak7tffze6epwj",
      "outcome": "denied",
      "reason": "unpaid"
     }
    ],
    "coveredBy": null,
    "customerId": "cus_4rpxwe1x9wampa24mm4fzjhza7",
    "entitled": false,
    "knownAt": null,
    "knownPosition": 56,
    "nextChangeAt": "2026-04-30T16:00:00.000Z",
    "outcome": "denied",
    "policyVersion": 1,
    "reason": "unpaid",
    "receipt": "sha256:379f3a949fd3dca58133d644ddf6315a3ecd16f2a58c74ec93716e33e8227ccf",
    "remedy": "contact-sales",
    "service": "maintenance",
    "validUntil": "2026-04-30T16:00:00.000Z"
   },
   {
    "answerVersion": 2,
    "at": "2026-06-01T02:00:00.000Z",
    "calendarVersion": "cn-2026-6233b9a0",
    "checks": [
     {
      "check": "owner",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "series",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "licence-valid",
      "evidence": [
       {
        "position": 51,
        "type": "LicenceRestored"
       }
      ],
      "passed": true
     },
     {
      "check": "started",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "not-terminated",
      "evidence": [
       {
        "position": 52,
        "type": "ContractTerminated"
       },
       {
        "position": 53,
        "type": "ContractReinstated"
       }
      ],
      "passed": true
     },
     {
      "check": "not-suspended",
      "evidence": [],
      "passed": true
     },
     {
      "check": "in-term",
      "evidence": [
       {
        "position": 33,
        "type": "ContractRenewed"
       },
       {
        "position": 47,
        "type": "ContractCorrected"
       }
      ],
      "passed": true
     },
     {
      "check": "fee-paid",
      "evidence": [
       {
        "position": 35,
        "type": "PaymentCorrected"
       }
      ],
      "passed": false
     },
     {
      "check": "target-series",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "target-released",
      "evidence": [
       {
        "position": 10,
        "type": "ReleaseRescheduled"
       }
      ],
      "passed": true
     },
     {
      "check": "target-newer",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "major-agreed",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "module-standard",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     }
    ],
    "conditions": [],
    "considered": [
     {
      "contractId": "con_3x2jqfecwdbzsa1sxjef61s8p6",
      "outcome": "denied",
      "reason": "lapsed"
     },
     {
      "contractId": "con_5xze2a6nvqa7qak7tffze6epwj",
      "outcome": "denied",
      "reason": "unpaid"
     }
    ],
    "coveredBy": null,
    "customerId": "cus_4rpxwe1x9wampa24mm4fzjhza7",
    "entitled": false,
    "knownAt": null,
    "knownPosition": 56,
    "nextChangeAt": "2027-02-28T16:00:00.000Z",
    "outcome": "denied",
    "policyVersion": 1,
    "reason": "unpaid",
    "receipt": "sha256:323b7b27522d43707dbb33cf3d3507f50e32277d640d27df5ff61b19e923a4ac",
    "remedy": "contact-sales",
    "service": "upgrade",
    "validUntil": "2027-02-28T16:00:00.000Z"
   }
  ],
  "position": 56
 },
 "correctAgreement": {
  "id": "con_5xze2a6nvqa7qak7tffze6epwj",
  "contractNo": "XS-2025-0311",
  "revision": 3,
  "terms": [
   {
    "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz",
    "kind": "free",
    "firstDay": "2025-03-01",
    "lastDay": "2026-03-01",
    "signedOn": "2025-03-01",
    "period": "P1Y",
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   }
  ],
  "correctionId": "cor_2ddb6ma4m0ba8s0609gsfze5hd",
  "agreementId": "agr_7y8fxxt0rjbge95zw23ew71tss",
  "opened": [],
  "closed": [],
  "moved": [],
  "impact": []
 },
 "correctContract": {
  "id": "con_5xze2a6nvqa7qak7tffze6epwj",
  "contractNo": "XS-2025-0313",
  "revision": 18,
  "terms": [
   {
    "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz",
    "kind": "free",
    "firstDay": "2025-03-01",
    "lastDay": "2026-03-01",
    "signedOn": "2025-03-01",
    "period": "P1Y",
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   },
   {
    "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c",
    "kind": "paid",
    "firstDay": "2026-03-02",
    "lastDay": "2027-03-20",
    "signedOn": "2026-01-15",
    "period": "P1Y",
    "payment": "due",
    "paidOn": null,
    "fee": {
     "amount": "12000.00",
     "currency": "CNY"
    },
    "documentNo": "QF-2026-17",
    "policyVersion": 1
   },
   {
    "termId": "trm_5qsyyca5jjb67b8v23ywtcynsx",
    "kind": "paid",
    "firstDay": "2027-03-21",
    "lastDay": "2027-05-31",
    "signedOn": "2026-01-16",
    "period": null,
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   }
  ],
  "correctionId": "cor_0aj0m6wj22beabnmdqff16y9xh",
  "opened": [],
  "closed": [],
  "moved": [],
  "impact": []
 },
 "correctPayment": {
  "id": "con_5xze2a6nvqa7qak7tffze6epwj",
  "contractNo": "XS-2025-0311",
  "revision": 9,
  "terms": [
   {
    "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz",
    "kind": "free",
    "firstDay": "2025-03-01",
    "lastDay": "2026-03-01",
    "signedOn": "2025-03-01",
    "period": "P1Y",
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   },
   {
    "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c",
    "kind": "paid",
    "firstDay": "2026-03-02",
    "lastDay": "2027-03-01",
    "signedOn": "2026-01-15",
    "period": "P1Y",
    "payment": "due",
    "paidOn": null,
    "fee": {
     "amount": "12000.00",
     "currency": "CNY"
    },
    "documentNo": "QF-2026-17",
    "policyVersion": 1
   }
  ],
  "correctionId": "cor_0a64fnc4hna2d9dbr9t96kkw7j",
  "paymentId": "pay_253nsr8q40bcdsnpfy9wqjprg8",
  "opened": [],
  "closed": [],
  "moved": [],
  "impact": []
 },
 "correctTransfer": {
  "id": "con_5xze2a6nvqa7qak7tffze6epwj",
  "contractNo": "XS-2025-0313",
  "revision": 27,
  "terms": [
   {
    "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz",
    "kind": "free",
    "firstDay": "2025-03-01",
    "lastDay": "2026-03-01",
    "signedOn": "2025-03-01",
    "period": "P1Y",
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   },
   {
    "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c",
    "kind": "paid",
    "firstDay": "2026-03-02",
    "lastDay": "2027-02-28",
    "signedOn": "2026-01-15",
    "period": null,
    "payment": "due",
    "paidOn": null,
    "fee": {
     "amount": "12000.00",
     "currency": "CNY"
    },
    "documentNo": "QF-2026-17",
    "policyVersion": 1
   },
   {
    "termId": "trm_5qsyyca5jjb67b8v23ywtcynsx",
    "kind": "paid",
    "firstDay": "2027-03-01",
    "lastDay": "2027-05-31",
    "signedOn": "2026-01-16",
    "period": null,
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   }
  ],
  "correctionId": "cor_62sveanw23aa19yjt1c8fs3bp4",
  "transferId": "tra_1",
  "opened": [],
  "closed": [],
  "moved": [],
  "impact": []
 },
 "correctUpgrade": {
  "id": "con_5xze2a6nvqa7qak7tffze6epwj",
  "contractNo": "XS-2025-0311",
  "revision": 5,
  "terms": [
   {
    "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz",
    "kind": "free",
    "firstDay": "2025-03-01",
    "lastDay": "2026-03-01",
    "signedOn": "2025-03-01",
    "period": "P1Y",
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   }
  ],
  "correctionId": "cor_6sbm49ct3hatp8qxq9fvm7ed1e",
  "upgradeId": "upg_25v4m08htdackamb0bda5a3nqv",
  "fromVersion": "4.11",
  "targetVersion": "4.30",
  "decision": {
   "at": "2025-07-01T15:59:59.999Z",
   "knownPosition": 30,
   "entitled": false,
   "outcome": "denied",
   "reason": "version-not-released",
   "policyVersion": 1,
   "receipt": "sha256:9caa0a34f92d17b17e05edc57043bab9d8f7125bbc21558cdeb919666e5d3952"
  },
  "opened": [],
  "closed": [],
  "moved": [],
  "impact": []
 },
 "createApiKey": {
  "id": "key_0n07zwg8c1bwnt7pcfnevsaqkv",
  "vendor": "seeyon",
  "role": "system",
  "name": "help desk of the north",
  "origin": "made",
  "createdAt": "2026-06-01T02:00:00.000Z",
  "revokedAt": null,
  "lastUsedAt": null,
  "limitPerMinute": 600,
  "customerId": null,
  "key": "slk_…",
  "notice": null
 },
 "deleteWebhook": {
  "id": "whk_33jbnmp0dbbketzt0hqzbbs5x2",
  "revision": 3
 },
 "eraseContact": {
  "id": "cus_4rpxwe1x9wampa24mm4fzjhza7",
  "contactId": "per_6zvzfprhwya5nv85f15rwaw7xf",
  "erased": true,
  "revision": 5
 },
 "explainEntitlement": {
  "answer": {
   "answerVersion": 2,
   "at": "2026-06-01T02:00:00.000Z",
   "calendarVersion": "cn-2026-6233b9a0",
   "checks": [
    {
     "check": "owner",
     "evidence": [
      {
       "position": 23,
       "type": "ContractPurchased"
      }
     ],
     "passed": true
    },
    {
     "check": "series",
     "evidence": [
      {
       "position": 23,
       "type": "ContractPurchased"
      }
     ],
     "passed": true
    },
    {
     "check": "licence-valid",
     "evidence": [
      {
       "position": 51,
       "type": "LicenceRestored"
      }
     ],
     "passed": true
    },
    {
     "check": "started",
     "evidence": [
      {
       "position": 23,
       "type": "ContractPurchased"
      }
     ],
     "passed": true
    },
    {
     "check": "not-terminated",
     "evidence": [
      {
       "position": 52,
       "type": "ContractTerminated"
      },
      {
       "position": 53,
       "type": "ContractReinstated"
      }
     ],
     "passed": true
    },
    {
     "check": "not-suspended",
     "evidence": [],
     "passed": true
    },
    {
     "check": "in-term",
     "evidence": [
      {
       "position": 33,
       "type": "ContractRenewed"
      },
      {
       "position": 47,
       "type": "ContractCorrected"
      }
     ],
     "passed": true
    },
    {
     "check": "fee-paid",
     "evidence": [
      {
       "position": 35,
       "type": "PaymentCorrected"
      }
     ],
     "passed": false
    }
   ],
   "conditions": [],
   "considered": [
    {
     "contractId": "con_3x2jqfecwdbzsa1sxjef61s8p6",
     "outcome": "denied",
     "reason": "lapsed"
    },
    {
     "contractId": "con_5xze2a6nvqa7qak7tffze6epwj",
     "outcome": "denied",
     "reason": "unpaid"
    }
   ],
   "coveredBy": null,
   "customerId": "cus_4rpxwe1x9wampa24mm4fzjhza7",
   "entitled": false,
   "knownAt": null,
   "knownPosition": 56,
   "nextChangeAt": "2027-02-28T16:00:00.000Z",
   "outcome": "denied",
   "policyVersion": 1,
   "reason": "unpaid",
   "receipt": "sha256:22cc12daec32b5741527e480e33acc3e53440aee37199a091e0a0cbb1ba34c4a",
   "remedy": "contact-sales",
   "service": "maintenance",
   "validUntil": "2027-02-28T16:00:00.000Z"
  },
  "words": {
   "headline": "Denied: maintenance for 青岛甲方科技股份有限公司, since CNY 12,000.00 are due for the term of contract XS-2025-0313 from Mon 2 Mar 2026 to Sun 28 Feb 2027",
   "reading": [
    "We are sorry that we cannot provide maintenance: CNY 12,000.00 are due for the term of contract XS-2025-0313 from Mon 2 Mar 2026 to Sun 28 Feb 2027.",
    "Once the fee is paid, service can be provided."
   ],
   "facts": [
    "The question is about Mon 1 Jun 2026, 10:00.",
    "Customer 青岛甲方科技股份有限公司, number KH00795, level VIP, region: in the city.",
    "Contract XS-2025-0313, product series EKP, installed version 4.11, bought on Sat 1 Mar 2025.",
    "The paid term lasts from Mon 2 Mar 2026 to Sun 28 Feb 2027.",
    "The next term lasts from Mon 1 Mar 2027 to Mon 31 May 2027.",
    "For the term from Mon 2 Mar 2026 to Sun 28 Feb 2027, CNY 12,000.00 are due.",
    "Unless something new is recorded, this changes at Mon 1 Mar 2027, 00:00.",
    "Judged by version 1 of the service policy."
   ],
   "checks": [
    {
     "check": "owner",
     "passed": true,
     "text": "Contract XS-2025-0313 belongs to the customer",
     "evidence": [
      {
       "position": 23,
       "text": "Contract XS-2025-0311 (EKP 4.11) was bought on Sat 1 Mar 2025; free term Sat 1 Mar 2025 to Sun 1 Mar 2026",
       "recordedAt": "2026-04-01T02:00:00.000Z",
       "by": {
        "name": "test admin",
        "role": "admin",
        "onBehalfOf": null
       }
      }
     ]
    },
    {
     "check": "series",
     "passed": true,
     "text": "The product series is EKP",
     "evidence": [
      {
       "position": 23,
       "text": "Contract XS-2025-0311 (EKP 4.11) was bought on Sat 1 Mar 2025; free term Sat 1 Mar 2025 to Sun 1 Mar 2026",
       "recordedAt": "2026-04-01T02:00:00.000Z",
       "by": {
        "name": "test admin",
        "role": "admin",
        "onBehalfOf": null
       }
      }
     ]
    },
    {
     "check": "licence-valid",
     "passed": true,
     "text": "The licence is valid",
     "evidence": [
      {
       "position": 51,
       "text": "The licence of contract XS-2025-0313 was restored: 已补登记",
       "recordedAt": "2026-06-01T02:00:00.000Z",
       "by": {
        "name": "test admin",
        "role": "admin",
        "onBehalfOf": null
       }
      }
     ]
    },
    {
     "check": "started",
     "passed": true,
     "text": "Service began on Sat 1 Mar 2025",
     "evidence": [
      {
       "position": 23,
       "text": "Contract XS-2025-0311 (EKP 4.11) was bought on Sat 1 Mar 2025; free term Sat 1 Mar 2025 to Sun 1 Mar 2026",
       "recordedAt": "2026-04-01T02:00:00.000Z",
       "by": {
        "name": "test admin",
        "role": "admin",
        "onBehalfOf": null
       }
      }
     ]
    },
    {
     "check": "not-terminated",
     "passed": true,
     "text": "The contract is not terminated",
     "evidence": [
      {
       "position": 52,
       "text": "Contract XS-2025-0313 was terminated from Mon 25 May 2026: 客户停用",
       "recordedAt": "2026-06-01T02:00:00.000Z",
       "by": {
        "name": "test admin",
        "role": "admin",
        "onBehalfOf": null
       }
      },
      {
       "position": 53,
       "text": "The termination of contract XS-2025-0313 was taken back: 误操作",
       "recordedAt": "2026-06-01T02:00:00.000Z",
       "by": {
        "name": "test admin",
        "role": "admin",
        "onBehalfOf": null
       }
      }
     ]
    },
    {
     "check": "not-suspended",
     "passed": true,
     "text": "Service is not suspended",
     "evidence": []
    },
    {
     "check": "in-term",
     "passed": true,
     "text": "Within a term: the paid term from Mon 2 Mar 2026 to Sun 28 Feb 2027",
     "evidence": [
      {
       "position": 33,
       "text": "Contract XS-2025-0311 was renewed, signed on Thu 15 Jan 2026; term Mon 2 Mar 2026 to Mon 1 Mar 2027",
       "recordedAt": "2026-06-01T02:00:00.000Z",
       "by": {
        "name": "test admin",
        "role": "admin",
        "onBehalfOf": null
       }
      },
      {
       "position": 47,
       "text": "Contract XS-2025-0313 was corrected: 到期日录错",
       "recordedAt": "2026-06-01T02:00:00.000Z",
       "by": {
        "name": "test admin",
        "role": "admin",
        "onBehalfOf": null
       }
      }
     ]
    },
    {
     "check": "fee-paid",
     "passed": false,
     "text": "CNY 12,000.00 are due for the term of contract XS-2025-0313 from Mon 2 Mar 2026 to Sun 28 Feb 2027",
     "evidence": [
      {
       "position": 35,
       "text": "A payment for contract XS-2025-0311 was corrected to CNY 11,000.00 on Sun 1 Feb 2026: 金额录错",
       "recordedAt": "2026-06-01T02:00:00.000Z",
       "by": {
        "name": "test admin",
        "role": "admin",
        "onBehalfOf": null
       }
      }
     ]
    }
   ],
   "considered": [
    {
     "contractNo": "XS-2025-0312",
     "text": "Denied, since contract XS-2025-0312 has lapsed, its last day was Sun 1 Mar 2026."
    },
    {
     "contractNo": "XS-2025-0313",
     "text": "Denied, since CNY 12,000.00 are due for the term of contract XS-2025-0313 from Mon 2 Mar 2026 to Sun 28 Feb 2027."
    }
   ],
   "remedy": {
    "text": "Once CNY 12,000.00 are received for contract XS-2025-0313, record the payment.",
    "command": "POST /api/v1/contracts/con_5xze2a6nvqa7qak7tffze6epwj/payments",
    "body": {
     "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c",
     "amount": {
      "amount": "12000.00",
      "currency": "CNY"
     },
     "paidOn": "2026-06-01"
    }
   },
   "unpaid": {
    "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c",
    "due": "2026-03-02",
    "open": {
     "amount": "12000.00",
     "currency": "CNY"
    }
   }
  },
  "question": {
   "at": "2026-06-01T02:00:00.000Z",
   "channel": null,
   "contractId": null,
   "customerId": "cus_4rpxwe1x9wampa24mm4fzjhza7",
   "knownAt": null,
   "knownPosition": 56,
   "module": null,
   "productSeries": null,
   "region": null,
   "service": "maintenance",
   "targetVersion": null,
   "urgency": null
  },
  "vendor": "seeyon"
 },
 "exportContact": {
  "customerId": "cus_4rpxwe1x9wampa24mm4fzjhza7",
  "contactId": "per_6zvzfprhwya5nv85f15rwaw7xf",
  "erased": false,
  "current": {
   "contactId": "per_6zvzfprhwya5nv85f15rwaw7xf",
   "email": "wang.fang@example.com",
   "im": null,
   "name": "王芳",
   "phone": "13900000000",
   "role": "it",
   "notify": true
  },
  "events": [
   {
    "position": 13,
    "type": "ContactAdded",
    "recordedAt": "2026-04-01T02:00:00.000Z",
    "effectiveAt": "2026-04-01T02:00:00.000Z",
    "data": {
     "contactId": "per_6zvzfprhwya5nv85f15rwaw7xf",
     "email": "wang.fang@example.com",
     "im": null,
     "name": "王芳",
     "phone": "13900000000",
     "role": "it",
     "notify": true
    }
   }
  ]
 },
 "findAnything": {
  "groups": []
 },
 "getContract": {
  "id": "con_5xze2a6nvqa7qak7tffze6epwj",
  "contractNo": "XS-2025-0313",
  "licenceNo": "EKP-7F3A01BC",
  "licenceValid": true,
  "customerId": "cus_4rpxwe1x9wampa24mm4fzjhza7",
  "owners": [
   {
    "customerId": "cus_4rpxwe1x9wampa24mm4fzjhza7",
    "from": null
   }
  ],
  "transfers": [],
  "product": {
   "series": "EKP",
   "name": "致远EKP",
   "version": "4.11",
   "modules": [
    {
     "code": "CRM",
     "customized": true
    },
    {
     "code": "HR",
     "customized": false
    }
   ],
   "installedVersion": "4.11"
  },
  "purchasedOn": "2025-03-01",
  "state": "in-term",
  "terms": [
   {
    "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz",
    "kind": "free",
    "firstDay": "2025-03-01",
    "lastDay": "2026-03-01",
    "signedOn": "2025-03-01",
    "period": "P1Y",
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   },
   {
    "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c",
    "kind": "paid",
    "firstDay": "2026-03-02",
    "lastDay": "2027-02-28",
    "signedOn": "2026-01-15",
    "period": null,
    "payment": "due",
    "paidOn": null,
    "fee": {
     "amount": "12000.00",
     "currency": "CNY"
    },
    "documentNo": "QF-2026-17",
    "policyVersion": 1
   },
   {
    "termId": "trm_5qsyyca5jjb67b8v23ywtcynsx",
    "kind": "paid",
    "firstDay": "2027-03-01",
    "lastDay": "2027-05-31",
    "signedOn": "2026-01-16",
    "period": null,
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   }
  ],
  "suspensions": [
   {
    "suspensionId": "sus_0dp7swskraac2rrt4f6wgzbgcz",
    "from": "2026-05-01",
    "to": "2026-05-19"
   }
  ],
  "terminatedFrom": null,
  "agreements": [
   {
    "agreementId": "agr_59dge5qzwdaw8v2sa1rdkaq3yc",
    "kind": "onsite",
    "signedOn": "2025-10-15",
    "validFrom": "2025-10-15",
    "validTo": "2026-10-14",
    "toMajor": null,
    "scope": null,
    "fee": null
   }
  ],
  "upgrades": [],
  "payments": [],
  "open": [
   {
    "amount": "12000.00",
    "currency": "CNY"
   }
  ],
  "documents": [
   {
    "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c",
    "documentNo": "QF-2026-17"
   }
  ],
  "allowanceUses": [
   {
    "useId": "use_5nsjf2wnpmaecr7kr2gmz91tqe",
    "service": "health-check",
    "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz",
    "on": "2025-05-04",
    "reference": "HC-2025-01",
    "givenBack": true
   }
  ],
  "fee": {
   "amount": "80000.00",
   "currency": "CNY"
  },
  "revision": 28
 },
 "getContractImpact": {
  "contractId": "con_5xze2a6nvqa7qak7tffze6epwj",
  "knownPosition": 47,
  "decisions": []
 },
 "getContractKnowledge": {
  "recordings": [
   {
    "position": 23,
    "text": "Contract XS-2025-0311 (EKP 4.11) was bought on Sat 1 Mar 2025; free term Sat 1 Mar 2025 to Sun 1 Mar 2026",
    "recordedAt": "2026-04-01T02:00:00.000Z",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": null,
    "spans": [
     {
      "from": "2025-02-28T16:00:00.000Z",
      "to": "2026-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "free"
     },
     {
      "from": "2026-03-01T16:00:00.000Z",
      "to": "2029-12-31T16:00:00.000Z",
      "outcome": "denied",
      "reason": "lapsed",
      "kind": null
     }
    ]
   },
   {
    "position": 27,
    "text": "An agreement on a major upgrade was signed for contract XS-2025-0311 on Wed 15 Oct 2025, valid from Wed 15 Oct 2025",
    "recordedAt": "2026-06-01T02:00:00.000Z",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": null,
    "spans": [
     {
      "from": "2025-02-28T16:00:00.000Z",
      "to": "2026-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "free"
     },
     {
      "from": "2026-03-01T16:00:00.000Z",
      "to": "2029-12-31T16:00:00.000Z",
      "outcome": "denied",
      "reason": "lapsed",
      "kind": null
     }
    ]
   },
   {
    "position": 28,
    "text": "An agreement on service on site was signed for contract XS-2025-0311 on Wed 15 Oct 2025, valid from Wed 15 Oct 2025",
    "recordedAt": "2026-06-01T02:00:00.000Z",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": null,
    "spans": [
     {
      "from": "2025-02-28T16:00:00.000Z",
      "to": "2026-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "free"
     },
     {
      "from": "2026-03-01T16:00:00.000Z",
      "to": "2029-12-31T16:00:00.000Z",
      "outcome": "denied",
      "reason": "lapsed",
      "kind": null
     }
    ]
   },
   {
    "position": 29,
    "text": "An agreement on a major upgrade for contract XS-2025-0311 was corrected: signed on Wed 15 Oct 2025, valid from Wed 15 Oct 2025: 大版本录错",
    "recordedAt": "2026-06-01T02:00:00.000Z",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": "大版本录错",
    "spans": [
     {
      "from": "2025-02-28T16:00:00.000Z",
      "to": "2026-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "free"
     },
     {
      "from": "2026-03-01T16:00:00.000Z",
      "to": "2029-12-31T16:00:00.000Z",
      "outcome": "denied",
      "reason": "lapsed",
      "kind": null
     }
    ]
   },
   {
    "position": 30,
    "text": "Contract XS-2025-0311 was upgraded from 4.11 to 4.20 on Tue 1 Jul 2025",
    "recordedAt": "2026-06-01T02:00:00.000Z",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": null,
    "spans": [
     {
      "from": "2025-02-28T16:00:00.000Z",
      "to": "2026-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "free"
     },
     {
      "from": "2026-03-01T16:00:00.000Z",
      "to": "2029-12-31T16:00:00.000Z",
      "outcome": "denied",
      "reason": "lapsed",
      "kind": null
     }
    ]
   },
   {
    "position": 31,
    "text": "An upgrade of contract XS-2025-0311 was corrected to one from 4.11 to 4.30 on Tue 1 Jul 2025: 版本录错",
    "recordedAt": "2026-06-01T02:00:00.000Z",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": "版本录错",
    "spans": [
     {
      "from": "2025-02-28T16:00:00.000Z",
      "to": "2026-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "free"
     },
     {
      "from": "2026-03-01T16:00:00.000Z",
      "to": "2029-12-31T16:00:00.000Z",
      "outcome": "denied",
      "reason": "lapsed",
      "kind": null
     }
    ]
   },
   {
    "position": 32,
    "text": "An upgrade of contract XS-2025-0311 was corrected to one from 4.11 to 4.30 on Wed 2 Jul 2025: 升级日录错",
    "recordedAt": "2026-06-01T02:00:00.000Z",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": "升级日录错",
    "spans": [
     {
      "from": "2025-02-28T16:00:00.000Z",
      "to": "2026-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "free"
     },
     {
      "from": "2026-03-01T16:00:00.000Z",
      "to": "2029-12-31T16:00:00.000Z",
      "outcome": "denied",
      "reason": "lapsed",
      "kind": null
     }
    ]
   },
   {
    "position": 33,
    "text": "Contract XS-2025-0311 was renewed, signed on Thu 15 Jan 2026; term Mon 2 Mar 2026 to Mon 1 Mar 2027",
    "recordedAt": "2026-06-01T02:00:00.000Z",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": null,
    "spans": [
     {
      "from": "2025-02-28T16:00:00.000Z",
      "to": "2026-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "free"
     },
     {
      "from": "2026-03-01T16:00:00.000Z",
      "to": "2027-03-01T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2027-03-01T16:00:00.000Z",
      "to": "2029-12-31T16:00:00.000Z",
      "outcome": "denied",
      "reason": "lapsed",
      "kind": null
     }
    ]
   },
   {
    "position": 34,
    "text": "CNY 12,000.00 were paid for contract XS-2025-0311 on Sun 1 Feb 2026",
    "recordedAt": "2026-06-01T02:00:00.000Z",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": null,
    "spans": [
     {
      "from": "2025-02-28T16:00:00.000Z",
      "to": "2026-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "free"
     },
     {
      "from": "2026-03-01T16:00:00.000Z",
      "to": "2027-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "paid"
     },
     {
      "from": "2027-03-01T16:00:00.000Z",
      "to": "2029-12-31T16:00:00.000Z",
      "outcome": "denied",
      "reason": "lapsed",
      "kind": null
     }
    ]
   },
   {
    "position": 35,
    "text": "A payment for contract XS-2025-0311 was corrected to CNY 11,000.00 on Sun 1 Feb 2026: 金额录错",
    "recordedAt": "2026-06-01T02:00:00.000Z",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": "金额录错",
    "spans": [
     {
      "from": "2025-02-28T16:00:00.000Z",
      "to": "2026-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "free"
     },
     {
      "from": "2026-03-01T16:00:00.000Z",
      "to": "2027-03-01T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2027-03-01T16:00:00.000Z",
      "to": "2029-12-31T16:00:00.000Z",
      "outcome": "denied",
      "reason": "lapsed",
      "kind": null
     }
    ]
   },
   {
    "position": 36,
    "text": "A payment for contract XS-2025-0311 was corrected to CNY 11,000.00 on Tue 3 Feb 2026: 到账日录错",
    "recordedAt": "2026-06-01T02:00:00.000Z",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": "到账日录错",
    "spans": [
     {
      "from": "2025-02-28T16:00:00.000Z",
      "to": "2026-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "free"
     },
     {
      "from": "2026-03-01T16:00:00.000Z",
      "to": "2027-03-01T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2027-03-01T16:00:00.000Z",
      "to": "2029-12-31T16:00:00.000Z",
      "outcome": "denied",
      "reason": "lapsed",
      "kind": null
     }
    ]
   },
   {
    "position": 37,
    "text": "The payment of CNY 11,000.00 for contract XS-2025-0311 on Tue 3 Feb 2026 was taken back, it counts as never made: 该笔款项属于另一份合同",
    "recordedAt": "2026-06-01T02:00:00.000Z",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": "该笔款项属于另一份合同",
    "spans": [
     {
      "from": "2025-02-28T16:00:00.000Z",
      "to": "2026-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "free"
     },
     {
      "from": "2026-03-01T16:00:00.000Z",
      "to": "2027-03-01T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2027-03-01T16:00:00.000Z",
      "to": "2029-12-31T16:00:00.000Z",
      "outcome": "denied",
      "reason": "lapsed",
      "kind": null
     }
    ]
   },
   {
    "position": 38,
    "text": "Contract XS-2025-0311 was renewed, signed on Fri 16 Jan 2026; term Tue 2 Mar 2027 to Sun 31 Dec 2028",
    "recordedAt": "2026-06-01T02:00:00.000Z",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": null,
    "spans": [
     {
      "from": "2025-02-28T16:00:00.000Z",
      "to": "2026-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "free"
     },
     {
      "from": "2026-03-01T16:00:00.000Z",
      "to": "2027-03-01T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2027-03-01T16:00:00.000Z",
      "to": "2028-12-31T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "paid"
     },
     {
      "from": "2028-12-31T16:00:00.000Z",
      "to": "2029-12-31T16:00:00.000Z",
      "outcome": "denied",
      "reason": "lapsed",
      "kind": null
     }
    ]
   },
   {
    "position": 39,
    "text": "A paid term of contract XS-2025-0311 was cancelled from Tue 1 Jun 2027: 客户改用另一份合同",
    "recordedAt": "2026-06-01T02:00:00.000Z",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": "客户改用另一份合同",
    "spans": [
     {
      "from": "2025-02-28T16:00:00.000Z",
      "to": "2026-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "free"
     },
     {
      "from": "2026-03-01T16:00:00.000Z",
      "to": "2027-03-01T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2027-03-01T16:00:00.000Z",
      "to": "2027-05-31T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "paid"
     },
     {
      "from": "2027-05-31T16:00:00.000Z",
      "to": "2029-12-31T16:00:00.000Z",
      "outcome": "denied",
      "reason": "lapsed",
      "kind": null
     }
    ]
   },
   {
    "position": 40,
    "text": "One health check of the allowance of contract XS-2025-0311 was used on Sun 4 May 2025",
    "recordedAt": "2026-06-01T02:00:00.000Z",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": null,
    "spans": [
     {
      "from": "2025-02-28T16:00:00.000Z",
      "to": "2026-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "free"
     },
     {
      "from": "2026-03-01T16:00:00.000Z",
      "to": "2027-03-01T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2027-03-01T16:00:00.000Z",
      "to": "2027-05-31T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "paid"
     },
     {
      "from": "2027-05-31T16:00:00.000Z",
      "to": "2029-12-31T16:00:00.000Z",
      "outcome": "denied",
      "reason": "lapsed",
      "kind": null
     }
    ]
   },
   {
    "position": 41,
    "text": "One use of the allowance of contract XS-2025-0311 was given back: 客户取消巡检",
    "recordedAt": "2026-06-01T02:00:00.000Z",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": "客户取消巡检",
    "spans": [
     {
      "from": "2025-02-28T16:00:00.000Z",
      "to": "2026-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "free"
     },
     {
      "from": "2026-03-01T16:00:00.000Z",
      "to": "2027-03-01T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2027-03-01T16:00:00.000Z",
      "to": "2027-05-31T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "paid"
     },
     {
      "from": "2027-05-31T16:00:00.000Z",
      "to": "2029-12-31T16:00:00.000Z",
      "outcome": "denied",
      "reason": "lapsed",
      "kind": null
     }
    ]
   },
   {
    "position": 42,
    "text": "Service under contract XS-2025-0311 was suspended from Fri 1 May 2026: 系统搬迁",
    "recordedAt": "2026-06-01T02:00:00.000Z",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": "系统搬迁",
    "spans": [
     {
      "from": "2025-02-28T16:00:00.000Z",
      "to": "2026-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "free"
     },
     {
      "from": "2026-03-01T16:00:00.000Z",
      "to": "2026-04-30T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2026-04-30T16:00:00.000Z",
      "to": "2029-12-31T16:00:00.000Z",
      "outcome": "denied",
      "reason": "suspended",
      "kind": null
     }
    ]
   },
   {
    "position": 43,
    "text": "Service under contract XS-2025-0311 was resumed on Wed 20 May 2026",
    "recordedAt": "2026-06-01T02:00:00.000Z",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": null,
    "spans": [
     {
      "from": "2025-02-28T16:00:00.000Z",
      "to": "2026-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "free"
     },
     {
      "from": "2026-03-01T16:00:00.000Z",
      "to": "2026-04-30T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2026-04-30T16:00:00.000Z",
      "to": "2026-05-19T16:00:00.000Z",
      "outcome": "denied",
      "reason": "suspended",
      "kind": null
     },
     {
      "from": "2026-05-19T16:00:00.000Z",
      "to": "2027-03-20T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2027-03-20T16:00:00.000Z",
      "to": "2027-05-31T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "paid"
     },
     {
      "from": "2027-05-31T16:00:00.000Z",
      "to": "2029-12-31T16:00:00.000Z",
      "outcome": "denied",
      "reason": "lapsed",
      "kind": null
     }
    ]
   },
   {
    "position": 45,
    "text": "Contract XS-2025-0313 was corrected: 合同号录错",
    "recordedAt": "2026-06-01T02:00:00.000Z",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": "合同号录错",
    "spans": [
     {
      "from": "2025-02-28T16:00:00.000Z",
      "to": "2026-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "free"
     },
     {
      "from": "2026-03-01T16:00:00.000Z",
      "to": "2026-04-30T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2026-04-30T16:00:00.000Z",
      "to": "2026-05-19T16:00:00.000Z",
      "outcome": "denied",
      "reason": "suspended",
      "kind": null
     },
     {
      "from": "2026-05-19T16:00:00.000Z",
      "to": "2027-03-20T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2027-03-20T16:00:00.000Z",
      "to": "2027-05-31T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "paid"
     },
     {
      "from": "2027-05-31T16:00:00.000Z",
      "to": "2029-12-31T16:00:00.000Z",
      "outcome": "denied",
      "reason": "lapsed",
      "kind": null
     }
    ]
   },
   {
    "position": 47,
    "text": "Contract XS-2025-0313 was corrected: 到期日录错",
    "recordedAt": "2026-06-01T02:00:00.000Z",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": "到期日录错",
    "spans": [
     {
      "from": "2025-02-28T16:00:00.000Z",
      "to": "2026-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "free"
     },
     {
      "from": "2026-03-01T16:00:00.000Z",
      "to": "2026-04-30T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2026-04-30T16:00:00.000Z",
      "to": "2026-05-19T16:00:00.000Z",
      "outcome": "denied",
      "reason": "suspended",
      "kind": null
     },
     {
      "from": "2026-05-19T16:00:00.000Z",
      "to": "2027-02-28T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2027-02-28T16:00:00.000Z",
      "to": "2027-05-31T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "paid"
     },
     {
      "from": "2027-05-31T16:00:00.000Z",
      "to": "2029-12-31T16:00:00.000Z",
      "outcome": "denied",
      "reason": "lapsed",
      "kind": null
     }
    ]
   },
   {
    "position": 48,
    "text": "An agreement on a major upgrade for contract XS-2025-0313 valid from Wed 15 Oct 2025 was taken back, it counts as never signed: 协议从未签订",
    "recordedAt": "2026-06-01T02:00:00.000Z",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": "协议从未签订",
    "spans": [
     {
      "from": "2025-02-28T16:00:00.000Z",
      "to": "2026-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "free"
     },
     {
      "from": "2026-03-01T16:00:00.000Z",
      "to": "2026-04-30T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2026-04-30T16:00:00.000Z",
      "to": "2026-05-19T16:00:00.000Z",
      "outcome": "denied",
      "reason": "suspended",
      "kind": null
     },
     {
      "from": "2026-05-19T16:00:00.000Z",
      "to": "2027-02-28T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2027-02-28T16:00:00.000Z",
      "to": "2027-05-31T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "paid"
     },
     {
      "from": "2027-05-31T16:00:00.000Z",
      "to": "2029-12-31T16:00:00.000Z",
      "outcome": "denied",
      "reason": "lapsed",
      "kind": null
     }
    ]
   },
   {
    "position": 49,
    "text": "The upgrade of contract XS-2025-0313 to 4.30 on Wed 2 Jul 2025 was taken back, it counts as never performed: 升级没有完成，已退回原版本",
    "recordedAt": "2026-06-01T02:00:00.000Z",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": "升级没有完成，已退回原版本",
    "spans": [
     {
      "from": "2025-02-28T16:00:00.000Z",
      "to": "2026-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "free"
     },
     {
      "from": "2026-03-01T16:00:00.000Z",
      "to": "2026-04-30T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2026-04-30T16:00:00.000Z",
      "to": "2026-05-19T16:00:00.000Z",
      "outcome": "denied",
      "reason": "suspended",
      "kind": null
     },
     {
      "from": "2026-05-19T16:00:00.000Z",
      "to": "2027-02-28T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2027-02-28T16:00:00.000Z",
      "to": "2027-05-31T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "paid"
     },
     {
      "from": "2027-05-31T16:00:00.000Z",
      "to": "2029-12-31T16:00:00.000Z",
      "outcome": "denied",
      "reason": "lapsed",
      "kind": null
     }
    ]
   },
   {
    "position": 50,
    "text": "The licence of contract XS-2025-0313 was revoked: 许可证用于未登记的服务器",
    "recordedAt": "2026-06-01T02:00:00.000Z",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": "许可证用于未登记的服务器",
    "spans": [
     {
      "from": "2025-02-28T16:00:00.000Z",
      "to": "2026-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "free"
     },
     {
      "from": "2026-03-01T16:00:00.000Z",
      "to": "2026-04-30T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2026-04-30T16:00:00.000Z",
      "to": "2026-05-19T16:00:00.000Z",
      "outcome": "denied",
      "reason": "suspended",
      "kind": null
     },
     {
      "from": "2026-05-19T16:00:00.000Z",
      "to": "2026-06-01T02:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2026-06-01T02:00:00.000Z",
      "to": "2029-12-31T16:00:00.000Z",
      "outcome": "denied",
      "reason": "not-licensed",
      "kind": null
     }
    ]
   },
   {
    "position": 51,
    "text": "The licence of contract XS-2025-0313 was restored: 已补登记",
    "recordedAt": "2026-06-01T02:00:00.000Z",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": "已补登记",
    "spans": [
     {
      "from": "2025-02-28T16:00:00.000Z",
      "to": "2026-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "free"
     },
     {
      "from": "2026-03-01T16:00:00.000Z",
      "to": "2026-04-30T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2026-04-30T16:00:00.000Z",
      "to": "2026-05-19T16:00:00.000Z",
      "outcome": "denied",
      "reason": "suspended",
      "kind": null
     },
     {
      "from": "2026-05-19T16:00:00.000Z",
      "to": "2027-02-28T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2027-02-28T16:00:00.000Z",
      "to": "2027-05-31T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "paid"
     },
     {
      "from": "2027-05-31T16:00:00.000Z",
      "to": "2029-12-31T16:00:00.000Z",
      "outcome": "denied",
      "reason": "lapsed",
      "kind": null
     }
    ]
   },
   {
    "position": 52,
    "text": "Contract XS-2025-0313 was terminated from Mon 25 May 2026: 客户停用",
    "recordedAt": "2026-06-01T02:00:00.000Z",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": "客户停用",
    "spans": [
     {
      "from": "2025-02-28T16:00:00.000Z",
      "to": "2026-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "free"
     },
     {
      "from": "2026-03-01T16:00:00.000Z",
      "to": "2026-04-30T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2026-04-30T16:00:00.000Z",
      "to": "2026-05-19T16:00:00.000Z",
      "outcome": "denied",
      "reason": "suspended",
      "kind": null
     },
     {
      "from": "2026-05-19T16:00:00.000Z",
      "to": "2026-05-24T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2026-05-24T16:00:00.000Z",
      "to": "2029-12-31T16:00:00.000Z",
      "outcome": "denied",
      "reason": "terminated",
      "kind": null
     }
    ]
   },
   {
    "position": 53,
    "text": "The termination of contract XS-2025-0313 was taken back: 误操作",
    "recordedAt": "2026-06-01T02:00:00.000Z",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": "误操作",
    "spans": [
     {
      "from": "2025-02-28T16:00:00.000Z",
      "to": "2026-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "free"
     },
     {
      "from": "2026-03-01T16:00:00.000Z",
      "to": "2026-04-30T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2026-04-30T16:00:00.000Z",
      "to": "2026-05-19T16:00:00.000Z",
      "outcome": "denied",
      "reason": "suspended",
      "kind": null
     },
     {
      "from": "2026-05-19T16:00:00.000Z",
      "to": "2027-02-28T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2027-02-28T16:00:00.000Z",
      "to": "2027-05-31T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "paid"
     },
     {
      "from": "2027-05-31T16:00:00.000Z",
      "to": "2029-12-31T16:00:00.000Z",
      "outcome": "denied",
      "reason": "lapsed",
      "kind": null
     }
    ]
   },
   {
    "position": 54,
    "text": "Contract XS-2025-0313 was transferred from 青岛甲方科技股份有限公司 to 潍坊乙方集团 from Thu 28 May 2026",
    "recordedAt": "2026-06-01T02:00:00.000Z",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": null,
    "spans": [
     {
      "from": "2025-02-28T16:00:00.000Z",
      "to": "2026-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "free"
     },
     {
      "from": "2026-03-01T16:00:00.000Z",
      "to": "2026-04-30T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2026-04-30T16:00:00.000Z",
      "to": "2026-05-19T16:00:00.000Z",
      "outcome": "denied",
      "reason": "suspended",
      "kind": null
     },
     {
      "from": "2026-05-19T16:00:00.000Z",
      "to": "2027-02-28T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2027-02-28T16:00:00.000Z",
      "to": "2027-05-31T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "paid"
     },
     {
      "from": "2027-05-31T16:00:00.000Z",
      "to": "2029-12-31T16:00:00.000Z",
      "outcome": "denied",
      "reason": "lapsed",
      "kind": null
     }
    ]
   },
   {
    "position": 55,
    "text": "A transfer of contract XS-2025-0313 was corrected to one to 潍坊乙方集团 from Wed 20 May 2026: 转让日录错",
    "recordedAt": "2026-06-01T02:00:00.000Z",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": "转让日录错",
    "spans": [
     {
      "from": "2025-02-28T16:00:00.000Z",
      "to": "2026-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "free"
     },
     {
      "from": "2026-03-01T16:00:00.000Z",
      "to": "2026-04-30T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2026-04-30T16:00:00.000Z",
      "to": "2026-05-19T16:00:00.000Z",
      "outcome": "denied",
      "reason": "suspended",
      "kind": null
     },
     {
      "from": "2026-05-19T16:00:00.000Z",
      "to": "2027-02-28T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2027-02-28T16:00:00.000Z",
      "to": "2027-05-31T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "paid"
     },
     {
      "from": "2027-05-31T16:00:00.000Z",
      "to": "2029-12-31T16:00:00.000Z",
      "outcome": "denied",
      "reason": "lapsed",
      "kind": null
     }
    ]
   },
   {
    "position": 56,
    "text": "The transfer of contract XS-2025-0313 from 青岛甲方科技股份有限公司 to 潍坊乙方集团 from Wed 20 May 2026 was taken back, it counts as never made: 误登记到另一份合同",
    "recordedAt": "2026-06-01T02:00:00.000Z",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": "误登记到另一份合同",
    "spans": [
     {
      "from": "2025-02-28T16:00:00.000Z",
      "to": "2026-03-01T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "free"
     },
     {
      "from": "2026-03-01T16:00:00.000Z",
      "to": "2026-04-30T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2026-04-30T16:00:00.000Z",
      "to": "2026-05-19T16:00:00.000Z",
      "outcome": "denied",
      "reason": "suspended",
      "kind": null
     },
     {
      "from": "2026-05-19T16:00:00.000Z",
      "to": "2027-02-28T16:00:00.000Z",
      "outcome": "denied",
      "reason": "unpaid",
      "kind": null
     },
     {
      "from": "2027-02-28T16:00:00.000Z",
      "to": "2027-05-31T16:00:00.000Z",
      "outcome": "granted-with-conditions",
      "reason": "covered",
      "kind": "paid"
     },
     {
      "from": "2027-05-31T16:00:00.000Z",
      "to": "2029-12-31T16:00:00.000Z",
      "outcome": "denied",
      "reason": "lapsed",
      "kind": null
     }
    ]
   }
  ],
  "nextCursor": null
 },
 "getContractLife": {
  "spans": [
   {
    "lane": "terms",
    "from": "2025-03-01",
    "to": "2026-03-01",
    "kind": "free",
    "text": "Free term, Sat 1 Mar 2025 to Sun 1 Mar 2026",
    "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz"
   },
   {
    "lane": "terms",
    "from": "2026-03-02",
    "to": "2027-02-28",
    "kind": "paid",
    "text": "Paid term (fee due), Mon 2 Mar 2026 to Sun 28 Feb 2027",
    "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c"
   },
   {
    "lane": "terms",
    "from": "2027-03-01",
    "to": "2027-05-31",
    "kind": "paid",
    "text": "Paid term, Mon 1 Mar 2027 to Mon 31 May 2027",
    "termId": "trm_5qsyyca5jjb67b8v23ywtcynsx"
   },
   {
    "lane": "suspensions",
    "from": "2026-05-01",
    "to": "2026-05-19",
    "kind": "suspended",
    "text": "Service suspended, Fri 1 May 2026 to Tue 19 May 2026",
    "termId": null
   },
   {
    "lane": "licence",
    "from": "2025-03-01",
    "to": "2026-06-01",
    "kind": "valid",
    "text": "Licence valid, Sat 1 Mar 2025 to Mon 1 Jun 2026",
    "termId": null
   },
   {
    "lane": "licence",
    "from": "2026-06-01",
    "to": "2026-06-01",
    "kind": "revoked",
    "text": "Licence revoked, Mon 1 Jun 2026 to Mon 1 Jun 2026",
    "termId": null
   },
   {
    "lane": "licence",
    "from": "2026-06-01",
    "to": null,
    "kind": "valid",
    "text": "Licence valid, from Mon 1 Jun 2026",
    "termId": null
   },
   {
    "lane": "agreements",
    "from": "2025-10-15",
    "to": "2026-10-14",
    "kind": "onsite",
    "text": "Agreement on service on site, Wed 15 Oct 2025 to Wed 14 Oct 2026",
    "termId": null
   },
   {
    "lane": "version",
    "from": "2025-03-01",
    "to": null,
    "kind": "installed",
    "text": "Version 4.11 installed, from Sat 1 Mar 2025",
    "termId": null
   },
   {
    "lane": "ownership",
    "from": "2025-03-01",
    "to": null,
    "kind": "owner",
    "text": "Owned by 青岛甲方科技股份有限公司, from Sat 1 Mar 2025",
    "termId": null
   }
  ],
  "marks": [
   {
    "day": "2025-03-01",
    "kind": "purchase",
    "text": "Contract XS-2025-0311 (EKP 4.11) was bought on Sat 1 Mar 2025; free term Sat 1 Mar 2025 to Sun 1 Mar 2026",
    "position": 23
   },
   {
    "day": "2025-06-15",
    "kind": "release",
    "text": "Version 4.20 released",
    "position": 10
   },
   {
    "day": "2026-01-15",
    "kind": "renewal",
    "text": "Contract XS-2025-0311 was renewed, signed on Thu 15 Jan 2026; term Mon 2 Mar 2026 to Mon 1 Mar 2027",
    "position": 33
   },
   {
    "day": "2026-01-16",
    "kind": "renewal",
    "text": "Contract XS-2025-0311 was renewed, signed on Fri 16 Jan 2026; term Tue 2 Mar 2027 to Sun 31 Dec 2028",
    "position": 38
   },
   {
    "day": "2026-06-01",
    "kind": "correction",
    "text": "An agreement on a major upgrade for contract XS-2025-0311 was corrected: signed on Wed 15 Oct 2025, valid from Wed 15 Oct 2025: 大版本录错",
    "position": 29
   },
   {
    "day": "2026-06-01",
    "kind": "correction",
    "text": "An upgrade of contract XS-2025-0311 was corrected to one from 4.11 to 4.30 on Tue 1 Jul 2025: 版本录错",
    "position": 31
   },
   {
    "day": "2026-06-01",
    "kind": "correction",
    "text": "An upgrade of contract XS-2025-0311 was corrected to one from 4.11 to 4.30 on Wed 2 Jul 2025: 升级日录错",
    "position": 32
   },
   {
    "day": "2026-06-01",
    "kind": "correction",
    "text": "A payment for contract XS-2025-0311 was corrected to CNY 11,000.00 on Sun 1 Feb 2026: 金额录错",
    "position": 35
   },
   {
    "day": "2026-06-01",
    "kind": "correction",
    "text": "A payment for contract XS-2025-0311 was corrected to CNY 11,000.00 on Tue 3 Feb 2026: 到账日录错",
    "position": 36
   },
   {
    "day": "2026-06-01",
    "kind": "correction",
    "text": "The payment of CNY 11,000.00 for contract XS-2025-0311 on Tue 3 Feb 2026 was taken back, it counts as never made: 该笔款项属于另一份合同",
    "position": 37
   },
   {
    "day": "2026-06-01",
    "kind": "correction",
    "text": "Contract XS-2025-0313 was corrected: 合同号录错",
    "position": 45
   },
   {
    "day": "2026-06-01",
    "kind": "correction",
    "text": "Contract XS-2025-0313 was corrected: 到期日录错",
    "position": 47
   },
   {
    "day": "2026-06-01",
    "kind": "correction",
    "text": "An agreement on a major upgrade for contract XS-2025-0313 valid from Wed 15 Oct 2025 was taken back, it counts as never signed: 协议从未签订",
    "position": 48
   },
   {
    "day": "2026-06-01",
    "kind": "correction",
    "text": "The upgrade of contract XS-2025-0313 to 4.30 on Wed 2 Jul 2025 was taken back, it counts as never performed: 升级没有完成，已退回原版本",
    "position": 49
   },
   {
    "day": "2026-06-01",
    "kind": "correction",
    "text": "A transfer of contract XS-2025-0313 was corrected to one to 潍坊乙方集团 from Wed 20 May 2026: 转让日录错",
    "position": 55
   },
   {
    "day": "2026-06-01",
    "kind": "correction",
    "text": "The transfer of contract XS-2025-0313 from 青岛甲方科技股份有限公司 to 潍坊乙方集团 from Wed 20 May 2026 was taken back, it counts as never made: 误登记到另一份合同",
    "position": 56
   }
  ],
  "ghosts": [
   {
    "lane": "version",
    "from": "2025-03-01",
    "to": null,
    "kind": "installed",
    "text": "Version 4.11 installed, from Sat 1 Mar 2025",
    "replacedBy": 30,
    "recordedAt": "2026-06-01T02:00:00.000Z"
   },
   {
    "lane": "terms",
    "from": "2026-03-02",
    "to": null,
    "kind": "lapsed",
    "text": "Lapsed, from Mon 2 Mar 2026",
    "replacedBy": 33,
    "recordedAt": "2026-06-01T02:00:00.000Z"
   },
   {
    "lane": "ownership",
    "from": "2025-03-01",
    "to": null,
    "kind": "owner",
    "text": "Owned by 青岛甲方科技股份有限公司, from Sat 1 Mar 2025",
    "replacedBy": 54,
    "recordedAt": "2026-06-01T02:00:00.000Z"
   }
  ],
  "today": "2026-06-01",
  "omitted": {
   "spans": 0,
   "marks": 0,
   "ghosts": 0
  }
 },
 "getContractTimeline": {
  "items": [
   {
    "sentence": "Contract XS-2025-0311 (EKP 4.11) was bought on Sat 1 Mar 2025; free term Sat 1 Mar 2025 to Sun 1 Mar 2026. Recorded by test admin (admin).",
    "parts": [
     {
      "text": "Contract "
     },
     {
      "kind": "contract",
      "id": "con_5xze2a6nvqa7qak7tffze6epwj",
      "text": "XS-2025-0311"
     },
     {
      "text": " (EKP 4.11) was bought on Sat 1 Mar 2025; free term Sat 1 Mar 2025 to Sun 1 Mar 2026. Recorded by test admin (admin)."
     }
    ],
    "recordedAt": "2026-04-01T02:00:00.000Z",
    "effectiveDay": "2025-03-01",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": null,
    "changed": [],
    "event": {
     "id": "00000000-0000-4000-8000-000000000000",
     "vendor": "seeyon",
     "stream": "seeyon.contract-con_5xze2a6nvqa7qak7tffze6epwj",
     "revision": 0,
     "position": 23,
     "type": "ContractPurchased",
     "schema": 1,
     "data": {
      "contractId": "con_5xze2a6nvqa7qak7tffze6epwj",
      "contractNo": "XS-2025-0311",
      "customerId": "cus_4rpxwe1x9wampa24mm4fzjhza7",
      "fee": {
       "amount": "80000.00",
       "currency": "CNY"
      },
      "freePeriod": "P1Y",
      "importedAs": null,
      "licenceNo": "EKP-7F3A01BC",
      "note": null,
      "product": {
       "modules": [
        {
         "code": "CRM",
         "customized": true
        },
        {
         "code": "HR",
         "customized": false
        }
       ],
       "name": "致远EKP",
       "series": "EKP",
       "version": "4.11"
      },
      "purchasedOn": "2025-03-01",
      "term": {
       "anchor": 1,
       "documentNo": null,
       "fee": null,
       "firstDay": "2025-03-01",
       "kind": "free",
       "lastDay": "2026-03-01",
       "paidOn": null,
       "payment": "paid",
       "period": "P1Y",
       "policyVersion": 1,
       "signedOn": "2025-03-01",
       "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz"
      }
     },
     "meta": {
      "actor": "key_00000000-0000-4000-8000-000000000000",
      "actorName": "test admin",
      "bodyHash": "0000000000000000000000000000000000000000000000000000000000000000",
      "channel": "http",
      "correlationId": "req-example",
      "effectiveAt": "2025-02-28T16:00:00.000Z",
      "keyHash": "0000000000000000000000000000000000000000000000000000000000000000",
      "policyVersion": 1,
      "role": "admin",
      "recordedAt": "2026-04-01T02:00:00.000Z"
     }
    }
   },
   {
    "sentence": "An agreement on a major upgrade was signed for contract XS-2025-0311 on Wed 15 Oct 2025, valid from Wed 15 Oct 2025. Recorded by test admin (admin).",
    "parts": [
     {
      "text": "An agreement on a major upgrade was signed for contract "
     },
     {
      "kind": "contract",
      "id": "con_5xze2a6nvqa7qak7tffze6epwj",
      "text": "XS-2025-0311"
     },
     {
      "text": " on Wed 15 Oct 2025, valid from Wed 15 Oct 2025. Recorded by test admin (admin)."
     }
    ],
    "recordedAt": "2026-06-01T02:00:00.000Z",
    "effectiveDay": "2025-10-15",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": null,
    "changed": [
     {
      "what": "agreement on a major upgrade",
      "from": null,
      "to": "from Wed 15 Oct 2025"
     }
    ],
    "event": {
     "id": "00000000-0000-4000-8000-000000000000",
     "vendor": "seeyon",
     "stream": "seeyon.contract-con_5xze2a6nvqa7qak7tffze6epwj",
     "revision": 1,
     "position": 27,
     "type": "AgreementSigned",
     "schema": 1,
     "data": {
      "agreementId": "agr_7y8fxxt0rjbge95zw23ew71tss",
      "fee": {
       "amount": "30000.00",
       "currency": "CNY"
      },
      "kind": "major-upgrade",
      "scope": null,
      "signedOn": "2025-10-15",
      "toMajor": 5,
      "validFrom": "2025-10-15",
      "validTo": null
     },
     "meta": {
      "actor": "key_00000000-0000-4000-8000-000000000000",
      "actorName": "test admin",
      "bodyHash": "0000000000000000000000000000000000000000000000000000000000000000",
      "channel": "http",
      "correlationId": "req-example",
      "effectiveAt": "2025-10-14T16:00:00.000Z",
      "keyHash": "0000000000000000000000000000000000000000000000000000000000000000",
      "role": "admin",
      "recordedAt": "2026-06-01T02:00:00.000Z"
     }
    }
   }
  ],
  "nextCursor": "27"
 },
 "getCorrectionImpact": {
  "contractId": "con_5xze2a6nvqa7qak7tffze6epwj",
  "knownPosition": 47,
  "decisions": []
 },
 "getCustomer": {
  "id": "cus_4rpxwe1x9wampa24mm4fzjhza7",
  "code": "KH00795",
  "name": "青岛甲方科技有限公司",
  "level": "key",
  "region": "city",
  "customerManager": "李强",
  "contacts": [
   {
    "contactId": "per_6zvzfprhwya5nv85f15rwaw7xf",
    "email": "wang.fang@example.com",
    "im": null,
    "name": "王芳",
    "phone": "13900000000",
    "role": "it",
    "notify": true
   }
  ],
  "revision": 1,
  "merged": []
 },
 "getCustomerTimeline": {
  "items": [
   {
    "sentence": "Customer 青岛甲方科技股份有限公司 (KH00795) was registered; level: key, region: in the city. Recorded by test admin (admin).",
    "parts": [
     {
      "text": "Customer "
     },
     {
      "kind": "customer",
      "id": "cus_4rpxwe1x9wampa24mm4fzjhza7",
      "text": "青岛甲方科技股份有限公司"
     },
     {
      "text": " (KH00795) was registered; level: key, region: in the city. Recorded by test admin (admin)."
     }
    ],
    "recordedAt": "2026-04-01T02:00:00.000Z",
    "effectiveDay": "2026-04-01",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": null,
    "changed": [],
    "event": {
     "id": "00000000-0000-4000-8000-000000000000",
     "vendor": "seeyon",
     "stream": "seeyon.customer-cus_4rpxwe1x9wampa24mm4fzjhza7",
     "revision": 0,
     "position": 12,
     "type": "CustomerRegistered",
     "schema": 1,
     "data": {
      "code": "KH00795",
      "customerId": "cus_4rpxwe1x9wampa24mm4fzjhza7",
      "level": "key",
      "manager": {
       "subject": "cus_4rpxwe1x9wampa24mm4fzjhza7.manager",
       "plain": "李强"
      },
      "name": "青岛甲方科技有限公司",
      "region": "city"
     },
     "meta": {
      "actor": "key_00000000-0000-4000-8000-000000000000",
      "actorName": "test admin",
      "bodyHash": "0000000000000000000000000000000000000000000000000000000000000000",
      "channel": "http",
      "correlationId": "req-example",
      "effectiveAt": "2026-04-01T02:00:00.000Z",
      "keyHash": "0000000000000000000000000000000000000000000000000000000000000000",
      "role": "admin",
      "recordedAt": "2026-04-01T02:00:00.000Z"
     }
    }
   },
   {
    "sentence": "A contact of 青岛甲方科技股份有限公司 was added. Recorded by test admin (admin).",
    "parts": [
     {
      "text": "A contact of "
     },
     {
      "kind": "customer",
      "id": "cus_4rpxwe1x9wampa24mm4fzjhza7",
      "text": "青岛甲方科技股份有限公司"
     },
     {
      "text": " was added. Recorded by test admin (admin)."
     }
    ],
    "recordedAt": "2026-04-01T02:00:00.000Z",
    "effectiveDay": "2026-04-01",
    "by": {
     "name": "test admin",
     "role": "admin",
     "onBehalfOf": null
    },
    "reason": null,
    "changed": [
     {
      "what": "contact",
      "from": null,
      "to": "王芳 · 13900000000 · wang.fang@example.com"
     }
    ],
    "event": {
     "id": "00000000-0000-4000-8000-000000000000",
     "vendor": "seeyon",
     "stream": "seeyon.customer-cus_4rpxwe1x9wampa24mm4fzjhza7",
     "revision": 1,
     "position": 13,
     "type": "ContactAdded",
     "schema": 1,
     "data": {
      "contactId": "per_6zvzfprhwya5nv85f15rwaw7xf",
      "notify": true,
      "person": {
       "subject": "per_6zvzfprhwya5nv85f15rwaw7xf",
       "plain": {
        "email": "wang.fang@example.com",
        "im": null,
        "name": "王芳",
        "phone": "13900000000"
       }
      },
      "role": "it"
     },
     "meta": {
      "actor": "key_00000000-0000-4000-8000-000000000000",
      "actorName": "test admin",
      "bodyHash": "0000000000000000000000000000000000000000000000000000000000000000",
      "channel": "http",
      "correlationId": "req-example",
      "effectiveAt": "2026-04-01T02:00:00.000Z",
      "keyHash": "0000000000000000000000000000000000000000000000000000000000000000",
      "role": "admin",
      "recordedAt": "2026-04-01T02:00:00.000Z"
     }
    }
   }
  ],
  "nextCursor": "13"
 },
 "getDifference": {
  "a": {
   "position": 26,
   "knownAt": "2026-04-30T16:00:00.000Z",
   "answer": null
  },
  "b": {
   "position": 26,
   "knownAt": "2026-05-31T16:00:00.000Z",
   "answer": null
  },
  "changed": [],
  "between": [],
  "complete": true,
  "decisions": []
 },
 "getImport": {
  "id": "imp_4yky9t4b6bbhqtjvhffqbe4g2q",
  "state": "failed",
  "dryRun": false,
  "bytes": 13,
  "percent": 0,
  "records": {
   "read": 0,
   "created": 0,
   "known": 0,
   "failed": 0
  },
  "text": "0 records: 0 created, 0 known, 0 failed",
  "columnsLeftOut": [],
  "sheet": null,
  "sheetsLeftOut": [],
  "hiddenColumns": [],
  "failure": {
   "code": "headings",
   "detail": "the headings of the file are not those of an export; missing: 客户编号, 客户名称, 客户级别, 地区, 合同号, 许可证号, 产品系列, 产品名称, 版本, 定制模块, 购买日期, 续费记录, 联系人, 电话, 邮箱, 客户经理, 备注; repeated: -. The heading is looked for in the first 20 rows; compare the template of imports"
  },
  "undo": null,
  "revision": 1,
  "errors": {
   "items": [],
   "nextCursor": null
  }
 },
 "getLiveness": {
  "live": true
 },
 "getWebhook": {
  "id": "whk_33jbnmp0dbbketzt0hqzbbs5x2",
  "url": "https://crm.example.com/service-ledger",
  "types": [
   "ContractPurchased",
   "ContractRenewed"
  ],
  "includePersonal": false,
  "paused": null,
  "formerSecretUntil": null,
  "position": 61,
  "waiting": 0,
  "dead": 0,
  "revision": 0
 },
 "giveBackUse": {
  "id": "con_5xze2a6nvqa7qak7tffze6epwj",
  "contractNo": "XS-2025-0311",
  "revision": 15,
  "terms": [
   {
    "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz",
    "kind": "free",
    "firstDay": "2025-03-01",
    "lastDay": "2026-03-01",
    "signedOn": "2025-03-01",
    "period": "P1Y",
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   },
   {
    "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c",
    "kind": "paid",
    "firstDay": "2026-03-02",
    "lastDay": "2027-03-01",
    "signedOn": "2026-01-15",
    "period": "P1Y",
    "payment": "due",
    "paidOn": null,
    "fee": {
     "amount": "12000.00",
     "currency": "CNY"
    },
    "documentNo": "QF-2026-17",
    "policyVersion": 1
   },
   {
    "termId": "trm_5qsyyca5jjb67b8v23ywtcynsx",
    "kind": "paid",
    "firstDay": "2027-03-02",
    "lastDay": "2027-05-31",
    "signedOn": "2026-01-16",
    "period": null,
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   }
  ]
 },
 "listApiKeys": {
  "items": [
   {
    "id": "key_00000000-0000-4000-8000-000000000000",
    "vendor": "seeyon",
    "role": "admin",
    "name": "test admin",
    "origin": "made",
    "createdAt": "2026-04-01T02:00:00.000Z",
    "revokedAt": null,
    "lastUsedAt": "2026-06-01T02:00:00.000Z",
    "limitPerMinute": null,
    "customerId": null
   },
   {
    "id": "key_00000000-0000-4000-8000-000000000000",
    "vendor": "seeyon",
    "role": "sales",
    "name": "test sales",
    "origin": "made",
    "createdAt": "2026-04-01T02:00:00.000Z",
    "revokedAt": null,
    "lastUsedAt": null,
    "limitPerMinute": null,
    "customerId": null
   },
   {
    "id": "key_00000000-0000-4000-8000-000000000000",
    "vendor": "seeyon",
    "role": "support",
    "name": "test support",
    "origin": "made",
    "createdAt": "2026-04-01T02:00:00.000Z",
    "revokedAt": null,
    "lastUsedAt": null,
    "limitPerMinute": null,
    "customerId": null
   },
   {
    "id": "key_00000000-0000-4000-8000-000000000000",
    "vendor": "seeyon",
    "role": "engineer",
    "name": "test engineer",
    "origin": "made",
    "createdAt": "2026-04-01T02:00:00.000Z",
    "revokedAt": null,
    "lastUsedAt": null,
    "limitPerMinute": null,
    "customerId": null
   },
   {
    "id": "key_00000000-0000-4000-8000-000000000000",
    "vendor": "seeyon",
    "role": "auditor",
    "name": "test auditor",
    "origin": "made",
    "createdAt": "2026-04-01T02:00:00.000Z",
    "revokedAt": null,
    "lastUsedAt": null,
    "limitPerMinute": null,
    "customerId": null
   },
   {
    "id": "key_00000000-0000-4000-8000-000000000000",
    "vendor": "seeyon",
    "role": "customer",
    "name": "test customer",
    "origin": "made",
    "createdAt": "2026-04-01T02:00:00.000Z",
    "revokedAt": null,
    "lastUsedAt": null,
    "limitPerMinute": null,
    "customerId": "cus_portal"
   },
   {
    "id": "key_00000000-0000-4000-8000-000000000000",
    "vendor": "seeyon",
    "role": "system",
    "name": "test system",
    "origin": "made",
    "createdAt": "2026-04-01T02:00:00.000Z",
    "revokedAt": null,
    "lastUsedAt": null,
    "limitPerMinute": null,
    "customerId": null
   },
   {
    "id": "key_00000000-0000-4000-8000-000000000000",
    "vendor": "*",
    "role": "admin",
    "name": "test admin",
    "origin": "made",
    "createdAt": "2026-04-01T02:00:00.000Z",
    "revokedAt": null,
    "lastUsedAt": null,
    "limitPerMinute": null,
    "customerId": null
   },
   {
    "id": "key_0n07zwg8c1bwnt7pcfnevsaqkv",
    "vendor": "seeyon",
    "role": "system",
    "name": "help desk of the north",
    "origin": "made",
    "createdAt": "2026-06-01T02:00:00.000Z",
    "revokedAt": null,
    "lastUsedAt": null,
    "limitPerMinute": 600,
    "customerId": null
   }
  ],
  "nextCursor": null
 },
 "listCalendarDays": [
  {
   "day": "2026-02-01",
   "kind": "rest",
   "windows": []
  },
  {
   "day": "2026-02-02",
   "kind": "work",
   "windows": [
    {
     "hours": "hotline",
     "from": "09:00",
     "to": "12:00"
    },
    {
     "hours": "hotline",
     "from": "13:00",
     "to": "18:00"
    },
    {
     "hours": "onsite",
     "from": "09:00",
     "to": "18:00"
    }
   ]
  },
  {
   "day": "2026-02-03",
   "kind": "work",
   "windows": [
    {
     "hours": "hotline",
     "from": "09:00",
     "to": "12:00"
    },
    {
     "hours": "hotline",
     "from": "13:00",
     "to": "18:00"
    },
    {
     "hours": "onsite",
     "from": "09:00",
     "to": "18:00"
    }
   ]
  },
  {
   "day": "2026-02-04",
   "kind": "work",
   "windows": [
    {
     "hours": "hotline",
     "from": "09:00",
     "to": "12:00"
    },
    {
     "hours": "hotline",
     "from": "13:00",
     "to": "18:00"
    },
    {
     "hours": "onsite",
     "from": "09:00",
     "to": "18:00"
    }
   ]
  },
  {
   "day": "2026-02-05",
   "kind": "work",
   "windows": [
    {
     "hours": "hotline",
     "from": "09:00",
     "to": "12:00"
    },
    {
     "hours": "hotline",
     "from": "13:00",
     "to": "18:00"
    },
    {
     "hours": "onsite",
     "from": "09:00",
     "to": "18:00"
    }
   ]
  },
  {
   "day": "2026-02-06",
   "kind": "work",
   "windows": [
    {
     "hours": "hotline",
     "from": "09:00",
     "to": "12:00"
    },
    {
     "hours": "hotline",
     "from": "13:00",
     "to": "18:00"
    },
    {
     "hours": "onsite",
     "from": "09:00",
     "to": "18:00"
    }
   ]
  },
  {
   "day": "2026-02-07",
   "kind": "rest",
   "windows": []
  },
  {
   "day": "2026-02-08",
   "kind": "rest",
   "windows": []
  },
  {
   "day": "2026-02-09",
   "kind": "work",
   "windows": [
    {
     "hours": "hotline",
     "from": "09:00",
     "to": "12:00"
    },
    {
     "hours": "hotline",
     "from": "13:00",
     "to": "18:00"
    },
    {
     "hours": "onsite",
     "from": "09:00",
     "to": "18:00"
    }
   ]
  },
  {
   "day": "2026-02-10",
   "kind": "work",
   "windows": [
    {
     "hours": "hotline",
     "from": "09:00",
     "to": "12:00"
    },
    {
     "hours": "hotline",
     "from": "13:00",
     "to": "18:00"
    },
    {
     "hours": "onsite",
     "from": "09:00",
     "to": "18:00"
    }
   ]
  },
  {
   "day": "2026-02-11",
   "kind": "work",
   "windows": [
    {
     "hours": "hotline",
     "from": "09:00",
     "to": "12:00"
    },
    {
     "hours": "hotline",
     "from": "13:00",
     "to": "18:00"
    },
    {
     "hours": "onsite",
     "from": "09:00",
     "to": "18:00"
    }
   ]
  },
  {
   "day": "2026-02-12",
   "kind": "work",
   "windows": [
    {
     "hours": "hotline",
     "from": "09:00",
     "to": "12:00"
    },
    {
     "hours": "hotline",
     "from": "13:00",
     "to": "18:00"
    },
    {
     "hours": "onsite",
     "from": "09:00",
     "to": "18:00"
    }
   ]
  },
  {
   "day": "2026-02-13",
   "kind": "work",
   "windows": [
    {
     "hours": "hotline",
     "from": "09:00",
     "to": "12:00"
    },
    {
     "hours": "hotline",
     "from": "13:00",
     "to": "18:00"
    },
    {
     "hours": "onsite",
     "from": "09:00",
     "to": "18:00"
    }
   ]
  },
  {
   "day": "2026-02-14",
   "kind": "make-up",
   "windows": [
    {
     "hours": "hotline",
     "from": "09:00",
     "to": "12:00"
    },
    {
     "hours": "hotline",
     "from": "13:00",
     "to": "18:00"
    },
    {
     "hours": "onsite",
     "from": "09:00",
     "to": "18:00"
    }
   ]
  },
  {
   "day": "2026-02-15",
   "kind": "holiday",
   "windows": []
  },
  {
   "day": "2026-02-16",
   "kind": "holiday",
   "windows": []
  },
  {
   "day": "2026-02-17",
   "kind": "holiday",
   "windows": []
  },
  {
   "day": "2026-02-18",
   "kind": "holiday",
   "windows": []
  },
  {
   "day": "2026-02-19",
   "kind": "holiday",
   "windows": []
  },
  {
   "day": "2026-02-20",
   "kind": "holiday",
   "windows": []
  },
  {
   "day": "2026-02-21",
   "kind": "holiday",
   "windows": []
  },
  {
   "day": "2026-02-22",
   "kind": "holiday",
   "windows": []
  },
  {
   "day": "2026-02-23",
   "kind": "holiday",
   "windows": []
  },
  {
   "day": "2026-02-24",
   "kind": "work",
   "windows": [
    {
     "hours": "hotline",
     "from": "09:00",
     "to": "12:00"
    },
    {
     "hours": "hotline",
     "from": "13:00",
     "to": "18:00"
    },
    {
     "hours": "onsite",
     "from": "09:00",
     "to": "18:00"
    }
   ]
  },
  {
   "day": "2026-02-25",
   "kind": "work",
   "windows": [
    {
     "hours": "hotline",
     "from": "09:00",
     "to": "12:00"
    },
    {
     "hours": "hotline",
     "from": "13:00",
     "to": "18:00"
    },
    {
     "hours": "onsite",
     "from": "09:00",
     "to": "18:00"
    }
   ]
  },
  {
   "day": "2026-02-26",
   "kind": "work",
   "windows": [
    {
     "hours": "hotline",
     "from": "09:00",
     "to": "12:00"
    },
    {
     "hours": "hotline",
     "from": "13:00",
     "to": "18:00"
    },
    {
     "hours": "onsite",
     "from": "09:00",
     "to": "18:00"
    }
   ]
  },
  {
   "day": "2026-02-27",
   "kind": "work",
   "windows": [
    {
     "hours": "hotline",
     "from": "09:00",
     "to": "12:00"
    },
    {
     "hours": "hotline",
     "from": "13:00",
     "to": "18:00"
    },
    {
     "hours": "onsite",
     "from": "09:00",
     "to": "18:00"
    }
   ]
  },
  {
   "day": "2026-02-28",
   "kind": "make-up",
   "windows": [
    {
     "hours": "hotline",
     "from": "09:00",
     "to": "12:00"
    },
    {
     "hours": "hotline",
     "from": "13:00",
     "to": "18:00"
    },
    {
     "hours": "onsite",
     "from": "09:00",
     "to": "18:00"
    }
   ]
  }
 ],
 "listCalendars": {
  "items": [
   {
    "version": "cn-2026-6233b9a0",
    "years": [
     2004,
     2005,
     2006,
     2007,
     2008,
     2009,
     2010,
     2011,
     2012,
     2013,
     2014,
     2015,
     2016,
     2017,
     2018,
     2019,
     2020,
     2021,
     2022,
     2023,
     2024,
     2025,
     2026
    ],
    "sha256": "6233b9a0ed90f9b3ad547265981c589da97bbf10a96a76d05b8923db74acdd0f",
    "publishedAt": "2026-04-01T02:00:00.000Z",
    "position": 6
   }
  ],
  "nextCursor": null
 },
 "listContracts": {
  "items": [
   {
    "id": "con_3x2jqfecwdbzsa1sxjef61s8p6",
    "contractNo": "XS-2025-0312",
    "licenceNo": "EKP-7F3A01BD",
    "customerId": "cus_4rpxwe1x9wampa24mm4fzjhza7",
    "customerCode": "KH00795",
    "customerName": "青岛甲方科技股份有限公司",
    "series": "EKP",
    "product": {
     "series": "EKP",
     "name": "致远EKP",
     "version": "4.11"
    },
    "installedVersion": "4.11",
    "purchasedOn": "2025-03-01",
    "lastDay": "2026-03-01",
    "terms": [
     {
      "termId": "trm_5k3z3aesw7bjdv10bmhbrr1q1n",
      "kind": "free",
      "firstDay": "2025-03-01",
      "lastDay": "2026-03-01",
      "payment": "paid"
     }
    ],
    "currentTerm": null,
    "queued": [],
    "gap": false,
    "unpaid": false,
    "revision": 0,
    "state": "lapsed"
   },
   {
    "id": "con_5xze2a6nvqa7qak7tffze6epwj",
    "contractNo": "XS-2025-0313",
    "licenceNo": "EKP-7F3A01BC",
    "customerId": "cus_4rpxwe1x9wampa24mm4fzjhza7",
    "customerCode": "KH00795",
    "customerName": "青岛甲方科技股份有限公司",
    "series": "EKP",
    "product": {
     "series": "EKP",
     "name": "致远EKP",
     "version": "4.11"
    },
    "installedVersion": "4.11",
    "purchasedOn": "2025-03-01",
    "lastDay": "2027-05-31",
    "terms": [
     {
      "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz",
      "kind": "free",
      "firstDay": "2025-03-01",
      "lastDay": "2026-03-01",
      "payment": "paid"
     },
     {
      "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c",
      "kind": "paid",
      "firstDay": "2026-03-02",
      "lastDay": "2027-02-28",
      "payment": "due"
     },
     {
      "termId": "trm_5qsyyca5jjb67b8v23ywtcynsx",
      "kind": "paid",
      "firstDay": "2027-03-01",
      "lastDay": "2027-05-31",
      "payment": "paid"
     }
    ],
    "currentTerm": {
     "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c",
     "kind": "paid",
     "firstDay": "2026-03-02",
     "lastDay": "2027-02-28",
     "payment": "due"
    },
    "queued": [
     {
      "termId": "trm_5qsyyca5jjb67b8v23ywtcynsx",
      "kind": "paid",
      "firstDay": "2027-03-01",
      "lastDay": "2027-05-31",
      "payment": "paid"
     }
    ],
    "gap": false,
    "unpaid": true,
    "revision": 28,
    "state": "in-term"
   }
  ],
  "nextCursor": null
 },
 "listCustomers": {
  "items": [
   {
    "id": "cus_4rpxwe1x9wampa24mm4fzjhza7",
    "code": "KH00795",
    "name": "青岛甲方科技有限公司",
    "level": "key",
    "region": "city",
    "revision": 1,
    "merged": [],
    "customerManager": "李强"
   },
   {
    "id": "cus_3sgnhb04eqbr1as2h2mt32zbwz",
    "code": "KH00796",
    "name": "潍坊乙方集团",
    "level": "standard",
    "region": "unknown",
    "revision": 0,
    "merged": [],
    "customerManager": null
   }
  ],
  "nextCursor": null
 },
 "listDeadLetters": {
  "items": [],
  "nextCursor": null
 },
 "listDeliveries": {
  "items": [],
  "nextCursor": null
 },
 "listEntitlements": {
  "at": "2026-06-01T02:00:00.000Z",
  "customerId": "cus_4rpxwe1x9wampa24mm4fzjhza7",
  "knownPosition": 56,
  "services": [
   {
    "answerVersion": 2,
    "at": "2026-06-01T02:00:00.000Z",
    "calendarVersion": "cn-2026-6233b9a0",
    "checks": [
     {
      "check": "owner",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "series",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "licence-valid",
      "evidence": [
       {
        "position": 51,
        "type": "LicenceRestored"
       }
      ],
      "passed": true
     },
     {
      "check": "started",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "not-terminated",
      "evidence": [
       {
        "position": 52,
        "type": "ContractTerminated"
       },
       {
        "position": 53,
        "type": "ContractReinstated"
       }
      ],
      "passed": true
     },
     {
      "check": "not-suspended",
      "evidence": [],
      "passed": true
     },
     {
      "check": "in-term",
      "evidence": [
       {
        "position": 33,
        "type": "ContractRenewed"
       },
       {
        "position": 47,
        "type": "ContractCorrected"
       }
      ],
      "passed": true
     },
     {
      "check": "fee-paid",
      "evidence": [
       {
        "position": 35,
        "type": "PaymentCorrected"
       }
      ],
      "passed": false
     }
    ],
    "conditions": [],
    "considered": [
     {
      "contractId": "con_3x2jqfecwdbzsa1sxjef61s8p6",
      "outcome": "denied",
      "reason": "lapsed"
     },
     {
      "contractId": "con_5xze2a6nvqa7qak7tffze6epwj",
      "outcome": "denied",
      "reason": "unpaid"
     }
    ],
    "coveredBy": null,
    "customerId": "cus_4rpxwe1x9wampa24mm4fzjhza7",
    "entitled": false,
    "knownAt": null,
    "knownPosition": 56,
    "nextChangeAt": "2027-02-28T16:00:00.000Z",
    "outcome": "denied",
    "policyVersion": 1,
    "reason": "unpaid",
    "receipt": "sha256:22cc12daec32b5741527e480e33acc3e53440aee37199a091e0a0cbb1ba34c4a",
    "remedy": "contact-sales",
    "service": "maintenance",
    "validUntil": "2027-02-28T16:00:00.000Z"
   },
   {
    "answerVersion": 2,
    "at": "2026-06-01T02:00:00.000Z",
    "calendarVersion": "cn-2026-6233b9a0",
    "checks": [
     {
      "check": "owner",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "series",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "licence-valid",
      "evidence": [
       {
        "position": 51,
        "type": "LicenceRestored"
       }
      ],
      "passed": true
     },
     {
      "check": "started",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "not-terminated",
      "evidence": [
       {
        "position": 52,
        "type": "ContractTerminated"
       },
       {
        "position": 53,
        "type": "ContractReinstated"
       }
      ],
      "passed": true
     },
     {
      "check": "not-suspended",
      "evidence": [],
      "passed": true
     },
     {
      "check": "in-term",
      "evidence": [
       {
        "position": 33,
        "type": "ContractRenewed"
       },
       {
        "position": 47,
        "type": "ContractCorrected"
       }
      ],
      "passed": true
     },
     {
      "check": "fee-paid",
      "evidence": [
       {
        "position": 35,
        "type": "PaymentCorrected"
       }
      ],
      "passed": false
     },
     {
      "check": "requirement-agreed",
      "evidence": [],
      "passed": false
     }
    ],
    "conditions": [],
    "considered": [
     {
      "contractId": "con_3x2jqfecwdbzsa1sxjef61s8p6",
      "outcome": "denied",
      "reason": "lapsed"
     },
     {
      "contractId": "con_5xze2a6nvqa7qak7tffze6epwj",
      "outcome": "denied",
      "reason": "unpaid"
     }
    ],
    "coveredBy": null,
    "customerId": "cus_4rpxwe1x9wampa24mm4fzjhza7",
    "entitled": false,
    "knownAt": null,
    "knownPosition": 56,
    "nextChangeAt": "2027-02-28T16:00:00.000Z",
    "outcome": "denied",
    "policyVersion": 1,
    "reason": "unpaid",
    "receipt": "sha256:aea82a8fc04822a51651f71926a037578d6163ad1e7bdcf2f99ca8454b6fb1a8",
    "remedy": "contact-sales",
    "service": "requirement",
    "validUntil": "2027-02-28T16:00:00.000Z"
   },
   {
    "answerVersion": 2,
    "at": "2026-06-01T02:00:00.000Z",
    "calendarVersion": "cn-2026-6233b9a0",
    "checks": [
     {
      "check": "owner",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "series",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "licence-valid",
      "evidence": [
       {
        "position": 51,
        "type": "LicenceRestored"
       }
      ],
      "passed": true
     },
     {
      "check": "started",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "not-terminated",
      "evidence": [
       {
        "position": 52,
        "type": "ContractTerminated"
       },
       {
        "position": 53,
        "type": "ContractReinstated"
       }
      ],
      "passed": true
     },
     {
      "check": "not-suspended",
      "evidence": [],
      "passed": true
     },
     {
      "check": "in-term",
      "evidence": [
       {
        "position": 33,
        "type": "ContractRenewed"
       },
       {
        "position": 47,
        "type": "ContractCorrected"
       }
      ],
      "passed": true
     },
     {
      "check": "fee-paid",
      "evidence": [
       {
        "position": 35,
        "type": "PaymentCorrected"
       }
      ],
      "passed": false
     },
     {
      "check": "module-standard",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     }
    ],
    "conditions": [],
    "considered": [
     {
      "contractId": "con_3x2jqfecwdbzsa1sxjef61s8p6",
      "outcome": "denied",
      "reason": "lapsed"
     },
     {
      "contractId": "con_5xze2a6nvqa7qak7tffze6epwj",
      "outcome": "denied",
      "reason": "unpaid"
     }
    ],
    "coveredBy": null,
    "customerId": "cus_4rpxwe1x9wampa24mm4fzjhza7",
    "entitled": false,
    "knownAt": null,
    "knownPosition": 56,
    "nextChangeAt": "2027-02-28T16:00:00.000Z",
    "outcome": "denied",
    "policyVersion": 1,
    "reason": "unpaid",
    "receipt": "sha256:1bbdbe993438c17164f5fde930c76d809eb8e011912bcab93d88a3415e4fee2e",
    "remedy": "contact-sales",
    "service": "upgrade",
    "validUntil": "2027-02-28T16:00:00.000Z"
   },
   {
    "answerVersion": 2,
    "at": "2026-06-01T02:00:00.000Z",
    "calendarVersion": "cn-2026-6233b9a0",
    "checks": [
     {
      "check": "owner",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "series",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "licence-valid",
      "evidence": [
       {
        "position": 51,
        "type": "LicenceRestored"
       }
      ],
      "passed": true
     },
     {
      "check": "started",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "not-terminated",
      "evidence": [
       {
        "position": 52,
        "type": "ContractTerminated"
       },
       {
        "position": 53,
        "type": "ContractReinstated"
       }
      ],
      "passed": true
     },
     {
      "check": "not-suspended",
      "evidence": [],
      "passed": true
     },
     {
      "check": "in-term",
      "evidence": [
       {
        "position": 33,
        "type": "ContractRenewed"
       },
       {
        "position": 47,
        "type": "ContractCorrected"
       }
      ],
      "passed": true
     },
     {
      "check": "fee-paid",
      "evidence": [
       {
        "position": 35,
        "type": "PaymentCorrected"
       }
      ],
      "passed": false
     }
    ],
    "conditions": [],
    "considered": [
     {
      "contractId": "con_3x2jqfecwdbzsa1sxjef61s8p6",
      "outcome": "denied",
      "reason": "lapsed"
     },
     {
      "contractId": "con_5xze2a6nvqa7qak7tffze6epwj",
      "outcome": "denied",
      "reason": "unpaid"
     }
    ],
    "coveredBy": null,
    "customerId": "cus_4rpxwe1x9wampa24mm4fzjhza7",
    "entitled": false,
    "knownAt": null,
    "knownPosition": 56,
    "nextChangeAt": "2027-02-28T16:00:00.000Z",
    "outcome": "denied",
    "policyVersion": 1,
    "reason": "unpaid",
    "receipt": "sha256:a38e2b4483550d8e120d9b1e1959879540a2ebd192a3b52a12066bc03a97e807",
    "remedy": "contact-sales",
    "service": "self-service",
    "validUntil": "2027-02-28T16:00:00.000Z"
   },
   {
    "answerVersion": 2,
    "at": "2026-06-01T02:00:00.000Z",
    "calendarVersion": "cn-2026-6233b9a0",
    "checks": [
     {
      "check": "owner",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "series",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "licence-valid",
      "evidence": [
       {
        "position": 51,
        "type": "LicenceRestored"
       }
      ],
      "passed": true
     },
     {
      "check": "started",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "not-terminated",
      "evidence": [
       {
        "position": 52,
        "type": "ContractTerminated"
       },
       {
        "position": 53,
        "type": "ContractReinstated"
       }
      ],
      "passed": true
     },
     {
      "check": "not-suspended",
      "evidence": [],
      "passed": true
     },
     {
      "check": "in-term",
      "evidence": [
       {
        "position": 33,
        "type": "ContractRenewed"
       },
       {
        "position": 47,
        "type": "ContractCorrected"
       }
      ],
      "passed": true
     },
     {
      "check": "fee-paid",
      "evidence": [
       {
        "position": 35,
        "type": "PaymentCorrected"
       }
      ],
      "passed": false
     }
    ],
    "conditions": [],
    "considered": [
     {
      "contractId": "con_3x2jqfecwdbzsa1sxjef61s8p6",
      "outcome": "denied",
      "reason": "lapsed"
     },
     {
      "contractId": "con_5xze2a6nvqa7qak7tffze6epwj",
      "outcome": "denied",
      "reason": "unpaid"
     }
    ],
    "coveredBy": null,
    "customerId": "cus_4rpxwe1x9wampa24mm4fzjhza7",
    "entitled": false,
    "knownAt": null,
    "knownPosition": 56,
    "nextChangeAt": "2027-02-28T16:00:00.000Z",
    "outcome": "denied",
    "policyVersion": 1,
    "reason": "unpaid",
    "receipt": "sha256:ec3d9edc9324b9a937c91cac42138422a4cd68b1eaf3471380849006e77df20d",
    "remedy": "contact-sales",
    "service": "training",
    "validUntil": "2027-02-28T16:00:00.000Z"
   },
   {
    "answerVersion": 2,
    "at": "2026-06-01T02:00:00.000Z",
    "calendarVersion": "cn-2026-6233b9a0",
    "checks": [
     {
      "check": "owner",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "series",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "licence-valid",
      "evidence": [
       {
        "position": 51,
        "type": "LicenceRestored"
       }
      ],
      "passed": true
     },
     {
      "check": "started",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "not-terminated",
      "evidence": [
       {
        "position": 52,
        "type": "ContractTerminated"
       },
       {
        "position": 53,
        "type": "ContractReinstated"
       }
      ],
      "passed": true
     },
     {
      "check": "not-suspended",
      "evidence": [],
      "passed": true
     },
     {
      "check": "in-term",
      "evidence": [
       {
        "position": 33,
        "type": "ContractRenewed"
       },
       {
        "position": 47,
        "type": "ContractCorrected"
       }
      ],
      "passed": true
     },
     {
      "check": "fee-paid",
      "evidence": [
       {
        "position": 35,
        "type": "PaymentCorrected"
       }
      ],
      "passed": false
     }
    ],
    "conditions": [],
    "considered": [
     {
      "contractId": "con_3x2jqfecwdbzsa1sxjef61s8p6",
      "outcome": "denied",
      "reason": "lapsed"
     },
     {
      "contractId": "con_5xze2a6nvqa7qak7tffze6epwj",
      "outcome": "denied",
      "reason": "unpaid"
     }
    ],
    "coveredBy": null,
    "customerId": "cus_4rpxwe1x9wampa24mm4fzjhza7",
    "entitled": false,
    "knownAt": null,
    "knownPosition": 56,
    "nextChangeAt": "2027-02-28T16:00:00.000Z",
    "outcome": "denied",
    "policyVersion": 1,
    "reason": "unpaid",
    "receipt": "sha256:cdb68ea7b5bbd3fe2f9d258a37e2d85cac15e7fd0843be0907a7911d28bfcb8d",
    "remedy": "contact-sales",
    "service": "onsite",
    "validUntil": "2027-02-28T16:00:00.000Z"
   },
   {
    "answerVersion": 2,
    "at": "2026-06-01T02:00:00.000Z",
    "calendarVersion": "cn-2026-6233b9a0",
    "checks": [
     {
      "check": "owner",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "series",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "licence-valid",
      "evidence": [
       {
        "position": 51,
        "type": "LicenceRestored"
       }
      ],
      "passed": true
     },
     {
      "check": "started",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "not-terminated",
      "evidence": [
       {
        "position": 52,
        "type": "ContractTerminated"
       },
       {
        "position": 53,
        "type": "ContractReinstated"
       }
      ],
      "passed": true
     },
     {
      "check": "not-suspended",
      "evidence": [],
      "passed": true
     },
     {
      "check": "in-term",
      "evidence": [
       {
        "position": 33,
        "type": "ContractRenewed"
       },
       {
        "position": 47,
        "type": "ContractCorrected"
       }
      ],
      "passed": true
     },
     {
      "check": "fee-paid",
      "evidence": [
       {
        "position": 35,
        "type": "PaymentCorrected"
       }
      ],
      "passed": false
     },
     {
      "check": "allowance-left",
      "evidence": [],
      "passed": true
     }
    ],
    "conditions": [],
    "considered": [
     {
      "contractId": "con_3x2jqfecwdbzsa1sxjef61s8p6",
      "outcome": "denied",
      "reason": "lapsed"
     },
     {
      "contractId": "con_5xze2a6nvqa7qak7tffze6epwj",
      "outcome": "denied",
      "reason": "unpaid"
     }
    ],
    "coveredBy": null,
    "customerId": "cus_4rpxwe1x9wampa24mm4fzjhza7",
    "entitled": false,
    "knownAt": null,
    "knownPosition": 56,
    "nextChangeAt": "2027-02-28T16:00:00.000Z",
    "outcome": "denied",
    "policyVersion": 1,
    "reason": "unpaid",
    "receipt": "sha256:c6f02db0b2621c9e4463761c9c14a113bcf37ef79198969f0285432e600a8c4d",
    "remedy": "contact-sales",
    "service": "media",
    "validUntil": "2027-02-28T16:00:00.000Z"
   },
   {
    "answerVersion": 2,
    "at": "2026-06-01T02:00:00.000Z",
    "calendarVersion": "cn-2026-6233b9a0",
    "checks": [
     {
      "check": "owner",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "series",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "licence-valid",
      "evidence": [
       {
        "position": 51,
        "type": "LicenceRestored"
       }
      ],
      "passed": true
     },
     {
      "check": "started",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "not-terminated",
      "evidence": [
       {
        "position": 52,
        "type": "ContractTerminated"
       },
       {
        "position": 53,
        "type": "ContractReinstated"
       }
      ],
      "passed": true
     },
     {
      "check": "not-suspended",
      "evidence": [],
      "passed": true
     },
     {
      "check": "in-term",
      "evidence": [
       {
        "position": 33,
        "type": "ContractRenewed"
       },
       {
        "position": 47,
        "type": "ContractCorrected"
       }
      ],
      "passed": true
     },
     {
      "check": "fee-paid",
      "evidence": [
       {
        "position": 35,
        "type": "PaymentCorrected"
       }
      ],
      "passed": false
     },
     {
      "check": "allowance-left",
      "evidence": [],
      "passed": true
     }
    ],
    "conditions": [],
    "considered": [
     {
      "contractId": "con_3x2jqfecwdbzsa1sxjef61s8p6",
      "outcome": "denied",
      "reason": "lapsed"
     },
     {
      "contractId": "con_5xze2a6nvqa7qak7tffze6epwj",
      "outcome": "denied",
      "reason": "unpaid"
     }
    ],
    "coveredBy": null,
    "customerId": "cus_4rpxwe1x9wampa24mm4fzjhza7",
    "entitled": false,
    "knownAt": null,
    "knownPosition": 56,
    "nextChangeAt": "2027-02-28T16:00:00.000Z",
    "outcome": "denied",
    "policyVersion": 1,
    "reason": "unpaid",
    "receipt": "sha256:8b1fc2893f08e95777bfc4917c1bc2162fd9912d453eb7c5dfee1543bf03b4e7",
    "remedy": "contact-sales",
    "service": "health-check",
    "validUntil": "2027-02-28T16:00:00.000Z"
   },
   {
    "answerVersion": 2,
    "at": "2026-06-01T02:00:00.000Z",
    "calendarVersion": "cn-2026-6233b9a0",
    "checks": [
     {
      "check": "owner",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "series",
      "evidence": [
       {
        "position": 23,
        "type": "ContractPurchased"
       }
      ],
      "passed": true
     },
     {
      "check": "licence-valid",
      "evidence": [
       {
        "position": 51,
        "type": "LicenceRestored"
       }
      ],
      "passed": true
     },
     {
      "check": "not-terminated",
      "evidence": [
       {
        "position": 52,
        "type": "ContractTerminated"
       },
       {
        "position": 53,
        "type": "ContractReinstated"
       }
      ],
      "passed": true
     },
     {
      "check": "not-suspended",
      "evidence": [],
      "passed": true
     }
    ],
    "conditions": [],
    "considered": [
     {
      "contractId": "con_3x2jqfecwdbzsa1sxjef61s8p6",
      "outcome": "granted",
      "reason": "covered"
     },
     {
      "contractId": "con_5xze2a6nvqa7qak7tffze6epwj",
      "outcome": "granted",
      "reason": "covered"
     }
    ],
    "coveredBy": {
     "contractId": "con_5xze2a6nvqa7qak7tffze6epwj",
     "contractNo": "XS-2025-0313",
     "firstDay": "2026-03-02",
     "kind": "paid",
     "lastDay": "2027-02-28",
     "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c"
    },
    "customerId": "cus_4rpxwe1x9wampa24mm4fzjhza7",
    "entitled": true,
    "knownAt": null,
    "knownPosition": 56,
    "nextChangeAt": "2027-02-28T16:00:00.000Z",
    "outcome": "granted",
    "policyVersion": 1,
    "reason": "covered",
    "receipt": "sha256:8a2223287982eb5d861e8001d4aadee46c0c3e6f1b18bfa43c8d76d66a5556a7",
    "remedy": null,
    "service": "care",
    "validUntil": "2027-02-28T16:00:00.000Z"
   }
  ]
 },
 "listEvents": {
  "items": [
   {
    "id": "00000000-0000-4000-8000-000000000000",
    "vendor": "seeyon",
    "stream": "seeyon.policy-seeyon",
    "revision": 0,
    "position": 2,
    "type": "PolicyPublished",
    "schema": 1,
    "data": {
     "effectiveFrom": "2000-01-01",
     "policy": {
      "arrival": {
       "city": {
        "hours": 48
       },
       "outside": {
        "workingDays": 3
       },
       "suburb": {
        "workingDays": 3
       }
      },
      "company": "致远",
      "contact": {
       "emergency": "010-00000199",
       "hotline": "4000900632",
       "website": "service.seeyon.example"
      },
      "effectiveFrom": "2000-01-01",
      "hours": {
       "closedDays": [],
       "holidays": "cn",
       "hotline": [
        {
         "days": [
          1,
          2,
          3,
          4,
          5
         ],
         "from": "09:00",
         "to": "12:00"
        },
        {
         "days": [
          1,
          2,
          3,
          4,
          5
         ],
         "from": "13:00",
         "to": "18:00"
        }
       ],
       "makeUpDays": true,
       "onsite": [
        {
         "days": [
          1,
          2,
          3,
          4,
          5
         ],
         "from": "09:00",
         "to": "18:00"
        }
       ],
       "openDays": []
      },
      "kpi": {
       "callsAnswered": 100,
       "requestsRegistered": 100
      },
      "language": "zh-CN",
      "priorities": {
       "respondWithin": {
        "P1": 30,
        "P2": 60,
        "P3": 240,
        "P4": 480
       },
       "table": {
        "critical": {
         "key": "P1",
         "standard": "P1",
         "vip": "P1"
        },
        "high": {
         "key": "P2",
         "standard": "P2",
         "vip": "P1"
        },
        "low": {
         "key": "P3",
         "standard": "P4",
         "vip": "P3"
        },
        "normal": {
         "key": "P3",
         "standard": "P3",
         "vip": "P2"
        }
       }
      },
      "reminders": {
       "at": "09:00",
       "backfilledAfterDays": 7,
       "daysAfter": [
        1,
        30
       ],
       "daysBefore": [
        90,
        60,
        30,
        7,
        1
       ]
      },
      "requests": {
       "backupMaxAgeHours": 24,
       "reopenWithinDays": 14
      },
      "series": [
       {
        "aliases": [],
        "code": "EKP",
        "name": "EKP 系列软件"
       }
      ],
      "services": {
       "care": {
        "agreement": null,
        "allowance": null,
        "backupRequired": false,
        "channels": [
         "website",
         "hotline",
         "phone",
         "email",
         "im"
        ],
        "description": [
         "设客户联谊会，对老客户有专门的关怀安排。",
         "定期办 CIO/CKO CLUB，供会员交流心得。",
         "在外网设反馈窗口，客户对公司、产品、服务有话随时可说。",
         "每个问题的满意度有专人负责：听取意见、督促改进、把结果答复客户。"
        ],
        "free": true,
        "title": "客户关怀",
        "travelCostOnCustomer": false
       },
       "health-check": {
        "agreement": null,
        "allowance": {
         "key": 2,
         "standard": 1,
         "vip": 4
        },
        "backupRequired": false,
        "channels": [
         "website",
         "hotline",
         "phone",
         "email",
         "im",
         "remote",
         "onsite"
        ],
        "description": [
         "检查的频次随客户的服务级别而定，可远程，也可到场。",
         "性能：检查系统运行性能并建议如何调优。",
         "日志：查看系统日志，分析其中的错误。",
         "补丁：核对已装补丁，并向客户交出检查报告。",
         "到场诊断的差旅开支归客户。"
        ],
        "free": true,
        "title": "健康检查",
        "travelCostOnCustomer": true
       },
       "maintenance": {
        "agreement": null,
        "allowance": null,
        "backupRequired": true,
        "channels": [
         "website",
         "hotline",
         "phone",
         "email",
         "im",
         "remote"
        ],
        "description": [
         "协助客户安装、配置日常使用的 EKP 产品，并回答相关疑问。",
         "给出可供参考的备份办法。",
         "发放产品补丁。"
        ],
        "free": true,
        "title": "维护支持",
        "travelCostOnCustomer": false
       },
       "media": {
        "agreement": null,
        "allowance": null,
        "backupRequired": false,
        "channels": [
         "website",
         "hotline",
         "phone",
         "email",
         "im"
        ],
        "description": [
         "EKP 系列产品盘损坏或遗失，可换新盘。",
         "有新补丁盘时通知客户并寄出。",
         "有新操作手册时通知客户并寄出，纸质或电子版均可。"
        ],
        "free": true,
        "title": "介质更换",
        "travelCostOnCustomer": false
       },
       "onsite": {
        "agreement": {
         "kind": "onsite",
         "without": "paid-service"
        },
        "allowance": null,
        "backupRequired": false,
        "channels": [
         "website",
         "hotline",
         "phone",
         "email",
         "im",
         "onsite"
        ],
        "description": [
         "应客户要求派人到场，属收费服务，限于 EKP 系列的维护。",
         "安装、配置与使用指导：让客户用得更熟练，把管理软件融进业务流程。",
         "排除故障：保数据无误、保系统安稳，并改善运行速度。",
         "到场升级：满足新增功能的需要，扩大应用范围，跟上客户信息化的步伐。",
         "到场时限自请求提出之时起算：市内 48 小时，市郊与外地 3 个工作日。",
         "上门的差旅开支归客户。"
        ],
        "free": false,
        "title": "上门现场",
        "travelCostOnCustomer": true
       },
       "requirement": {
        "agreement": {
         "kind": "requirement",
         "without": "deny"
        },
        "allowance": null,
        "backupRequired": false,
        "channels": [
         "website",
         "hotline",
         "phone",
         "email",
         "im"
        ],
        "description": [
         "受理对 EKP 系列提出的新功能与改动功能的要求。",
         "做什么、怎么做，以单独订立的商务合同为准。",
         "工作量由致远依该合同估算。"
        ],
        "free": false,
        "title": "产品需求",
        "travelCostOnCustomer": false
       },
       "self-service": {
        "agreement": null,
        "allowance": null,
        "backupRequired": false,
        "channels": [
         "website",
         "hotline",
         "phone",
         "email",
         "im"
        ],
        "description": [
         "网站收录致远多年来为客户处理过的案例。",
         "知识库按期更新：产品介绍、管理员与用户技术文档、各版升级新增功能一览、各模块补丁消息，客户的技术人员可用来支持本单位用户。",
         "网站内容一有更新，可由系统自动发邮件告知客户，使其掌握产品与服务的新动向。"
        ],
        "free": true,
        "title": "网站自助",
        "travelCostOnCustomer": false
       },
       "training": {
        "agreement": null,
        "allowance": null,
        "backupRequired": false,
        "channels": [
         "website",
         "hotline",
         "phone",
         "email",
         "im"
        ],
        "description": [
         "课程主题、日程与形式都在网站公布。",
         "培训本身不收费；参训人员的差旅开支归客户。"
        ],
        "free": true,
        "title": "产品培训",
        "travelCostOnCustomer": true
       },
       "upgrade": {
        "agreement": {
         "kind": "major-upgrade",
         "without": "deny"
        },
        "allowance": null,
        "backupRequired": false,
        "channels": [
         "website",
         "hotline",
         "phone",
         "email",
         "im"
        ],
        "description": [
         "期内升到同系列的新小版本或新中版本，不收费。",
         "升到新的大版本，先经商务订立单独的升级协议。",
         "为客户定制的模块不在升级之列。",
         "升级所需介质可按“介质更换”一项申领。",
         "一个版本何时算已发布，看产品部公布的时间；届时在网站发布消息，通知享有服务的客户并提供相应服务。"
        ],
        "free": true,
        "title": "版本升级",
        "travelCostOnCustomer": false
       }
      },
      "statements": {
       "channels": {
        "email": "写信到技术工程师的信箱，同样指导使用、排除故障。",
        "hotline": "服务与产品维护热线 4000900632，有专人接听，由技术人员解答。",
        "im": "用 QQ、MSN 一类聊天软件求助。",
        "onsite": "工程师到客户处服务。",
        "phone": "与网站配合，指导使用、排除故障。",
        "remote": "借助联网工具（如 Pcanywhere 或远程桌面）远程维护系统。",
        "website": "主要途径。提供 EKP 产品的全面技术支持；有维护问答与技术知识库可自行检索；可下载补丁及升级、维护用的工具，自己动手维护或升级；也可在反馈栏目提出想要的功能。"
       },
       "features": [
        "服务齐全：共九项，即维护、升级、网站自助、需求、介质、培训、上门、健康检查与关怀。",
        "途径多样：网站、热线、远程与即时通讯任客户选用。",
        "轻重有别：处理先后取决于问题有多紧急、客户属哪一级。"
       ],
       "preface": [],
       "scope": [
        "服务对象是凭合法许可使用 EKP 系列的客户。",
        "承诺限于有效期：自购买起免费一年，其后凡已缴费的期间均为有效期。期外的请求，致远不作承诺。",
        "维护客户系统之前，客户先做完备份，致远才动手；备份中丢了数据或事后还原不了，致远不担责。",
        "因平台或技术困难而短期内解决不了的，写成备忘，办法须经双方各自的项目负责人认可。"
       ],
       "standards": [
        "热线逢周一到周五开通，上午九点至十二点，下午一点至六点。",
        "现场工作逢周一到周五，九点至十八点。",
        "周末不安排服务，遇急可拨紧急电话。",
        "工作日的来电全数接听（100%）。",
        "收到的申请全数登记（100%）。",
        "首次应答由服务专员或客户经理作出，时限见各优先级。"
       ]
      },
      "surveys": {
       "closeAfterDays": 14,
       "followUpAtOrBelow": 2,
       "followUpWithinWorkingDays": 2,
       "remindAfterWorkingDays": 3,
       "sendAfterWorkingDays": 1
      },
      "terms": {
       "freePeriod": "P1Y",
       "restDayRolls": false,
       "termEnd": "corresponding-day",
       "whileUnpaid": "deny"
      },
      "timeZone": "Asia/Shanghai",
      "vendor": "seeyon",
      "version": 1,
      "versionScheme": {
       "example": "4.11",
       "text": "以 4.11 为例，点左是大版本 4，点右首位是中版本 1，末位是小版本 1。"
      }
     },
     "sha256": "9a77005ca65d41cac3ae5e1445521edb48cb3ce7be2e81a6fce90582a9719595",
     "version": 1
    },
    "meta": {
     "actor": "service-ledger",
     "bodyHash": "0000000000000000000000000000000000000000000000000000000000000000",
     "channel": "start",
     "correlationId": "start",
     "effectiveAt": "2026-04-01T02:00:00.000Z",
     "keyHash": "0000000000000000000000000000000000000000000000000000000000000000",
     "role": "admin",
     "recordedAt": "2026-04-01T02:00:00.000Z"
    }
   },
   {
    "id": "00000000-0000-4000-8000-000000000000",
    "vendor": "seeyon",
    "stream": "seeyon.calendar-seeyon",
    "revision": 0,
    "position": 6,
    "type": "CalendarPublished",
    "schema": 1,
    "data": {
     "holidays": {
      "holidays": [
       "2004-01-01",
       "2004-01-22",
       "2004-01-23",
       "2004-01-24",
       "2004-01-25",
       "2004-01-26",
       "2004-01-27",
       "2004-01-28",
       "2004-05-01",
       "2004-05-02",
       "2004-05-03",
       "2004-05-04",
       "2004-05-05",
       "2004-05-06",
       "2004-05-07",
       "2004-10-01",
       "2004-10-02",
       "2004-10-03",
       "2004-10-04",
       "2004-10-05",
       "2004-10-06",
       "2004-10-07",
       "2005-01-01",
       "2005-01-02",
       "2005-01-03",
       "2005-02-09",
       "2005-02-10",
       "2005-02-11",
       "2005-02-12",
       "2005-02-13",
       "2005-02-14",
       "2005-02-15",
       "2005-05-01",
       "2005-05-02",
       "2005-05-03",
       "2005-05-04",
       "2005-05-05",
       "2005-05-06",
       "2005-05-07",
       "2005-10-01",
       "2005-10-02",
       "2005-10-03",
       "2005-10-04",
       "2005-10-05",
       "2005-10-06",
       "2005-10-07",
       "2006-01-01",
       "2006-01-02",
       "2006-01-03",
       "2006-01-29",
       "2006-01-30",
       "2006-01-31",
       "2006-02-01",
       "2006-02-02",
       "2006-02-03",
       "2006-02-04",
       "2006-05-01",
       "2006-05-02",
       "2006-05-03",
       "2006-05-04",
       "2006-05-05",
       "2006-05-06",
       "2006-05-07",
       "2006-10-01",
       "2006-10-02",
       "2006-10-03",
       "2006-10-04",
       "2006-10-05",
       "2006-10-06",
       "2006-10-07",
       "2007-01-01",
       "2007-01-02",
       "2007-01-03",
       "2007-02-18",
       "2007-02-19",
       "2007-02-20",
       "2007-02-21",
       "2007-02-22",
       "2007-02-23",
       "2007-02-24",
       "2007-05-01",
       "2007-05-02",
       "2007-05-03",
       "2007-05-04",
       "2007-05-05",
       "2007-05-06",
       "2007-05-07",
       "2007-10-01",
       "2007-10-02",
       "2007-10-03",
       "2007-10-04",
       "2007-10-05",
       "2007-10-06",
       "2007-10-07",
       "2007-12-30",
       "2007-12-31",
       "2008-01-01",
       "2008-02-06",
       "2008-02-07",
       "2008-02-08",
       "2008-02-09",
       "2008-02-10",
       "2008-02-11",
       "2008-02-12",
       "2008-04-04",
       "2008-04-05",
       "2008-04-06",
       "2008-05-01",
       "2008-05-02",
       "2008-05-03",
       "2008-06-07",
       "2008-06-08",
       "2008-06-09",
       "2008-09-13",
       "2008-09-14",
       "2008-09-15",
       "2008-09-29",
       "2008-09-30",
       "2008-10-01",
       "2008-10-02",
       "2008-10-03",
       "2008-10-04",
       "2008-10-05",
       "2009-01-01",
       "2009-01-02",
       "2009-01-03",
       "2009-01-25",
       "2009-01-26",
       "2009-01-27",
       "2009-01-28",
       "2009-01-29",
       "2009-01-30",
       "2009-01-31",
       "2009-04-04",
       "2009-04-05",
       "2009-04-06",
       "2009-05-01",
       "2009-05-02",
       "2009-05-03",
       "2009-05-28",
       "2009-05-29",
       "2009-05-30",
       "2009-10-01",
       "2009-10-02",
       "2009-10-03",
       "2009-10-04",
       "2009-10-05",
       "2009-10-06",
       "2009-10-07",
       "2009-10-08",
       "2010-01-01",
       "2010-01-02",
       "2010-01-03",
       "2010-02-13",
       "2010-02-14",
       "2010-02-15",
       "2010-02-16",
       "2010-02-17",
       "2010-02-18",
       "2010-02-19",
       "2010-04-03",
       "2010-04-04",
       "2010-04-05",
       "2010-05-01",
       "2010-05-02",
       "2010-05-03",
       "2010-06-14",
       "2010-06-15",
       "2010-06-16",
       "2010-09-22",
       "2010-09-23",
       "2010-09-24",
       "2010-10-01",
       "2010-10-02",
       "2010-10-03",
       "2010-10-04",
       "2010-10-05",
       "2010-10-06",
       "2010-10-07",
       "2011-01-01",
       "2011-01-02",
       "2011-01-03",
       "2011-02-02",
       "2011-02-03",
       "2011-02-04",
       "2011-02-05",
       "2011-02-06",
       "2011-02-07",
       "2011-02-08",
       "2011-04-03",
       "2011-04-04",
       "2011-04-05",
       "2011-04-30",
       "2011-05-01",
       "2011-05-02",
       "2011-06-04",
       "2011-06-06",
       "2011-09-10",
       "2011-09-11",
       "2011-09-12",
       "2011-10-01",
       "2011-10-02",
       "2011-10-03",
       "2011-10-04",
       "2011-10-05",
       "2011-10-06",
       "2011-10-07",
       "2012-01-01",
       "2012-01-02",
       "2012-01-03",
       "2012-01-22",
       "2012-01-23",
       "2012-01-24",
       "2012-01-25",
       "2012-01-26",
       "2012-01-27",
       "2012-01-28",
       "2012-04-02",
       "2012-04-03",
       "2012-04-04",
       "2012-04-29",
       "2012-04-30",
       "2012-05-01",
       "2012-06-22",
       "2012-06-24",
       "2012-09-30",
       "2012-10-01",
       "2012-10-02",
       "2012-10-03",
       "2012-10-04",
       "2012-10-05",
       "2012-10-06",
       "2012-10-07",
       "2013-01-01",
       "2013-01-02",
       "2013-01-03",
       "2013-02-09",
       "2013-02-10",
       "2013-02-11",
       "2013-02-12",
       "2013-02-13",
       "2013-02-14",
       "2013-02-15",
       "2013-04-04",
       "2013-04-05",
       "2013-04-06",
       "2013-04-29",
       "2013-04-30",
       "2013-05-01",
       "2013-06-10",
       "2013-06-11",
       "2013-06-12",
       "2013-09-19",
       "2013-09-20",
       "2013-09-21",
       "2013-10-01",
       "2013-10-02",
       "2013-10-03",
       "2013-10-04",
       "2013-10-05",
       "2013-10-06",
       "2013-10-07",
       "2014-01-01",
       "2014-01-31",
       "2014-02-01",
       "2014-02-02",
       "2014-02-03",
       "2014-02-04",
       "2014-02-05",
       "2014-02-06",
       "2014-04-05",
       "2014-04-06",
       "2014-04-07",
       "2014-05-01",
       "2014-05-02",
       "2014-05-03",
       "2014-06-02",
       "2014-09-08",
       "2014-10-01",
       "2014-10-02",
       "2014-10-03",
       "2014-10-04",
       "2014-10-05",
       "2014-10-06",
       "2014-10-07",
       "2015-01-01",
       "2015-01-02",
       "2015-01-03",
       "2015-02-18",
       "2015-02-19",
       "2015-02-20",
       "2015-02-21",
       "2015-02-22",
       "2015-02-23",
       "2015-02-24",
       "2015-04-05",
       "2015-04-06",
       "2015-05-01",
       "2015-06-20",
       "2015-06-22",
       "2015-09-03",
       "2015-09-04",
       "2015-09-27",
       "2015-10-01",
       "2015-10-02",
       "2015-10-03",
       "2015-10-04",
       "2015-10-05",
       "2015-10-06",
       "2015-10-07",
       "2016-01-01",
       "2016-02-07",
       "2016-02-08",
       "2016-02-09",
       "2016-02-10",
       "2016-02-11",
       "2016-02-12",
       "2016-02-13",
       "2016-04-04",
       "2016-05-01",
       "2016-05-02",
       "2016-06-09",
       "2016-06-10",
       "2016-06-11",
       "2016-09-15",
       "2016-09-16",
       "2016-09-17",
       "2016-10-01",
       "2016-10-02",
       "2016-10-03",
       "2016-10-04",
       "2016-10-05",
       "2016-10-06",
       "2016-10-07",
       "2017-01-01",
       "2017-01-02",
       "2017-01-27",
       "2017-01-28",
       "2017-01-29",
       "2017-01-30",
       "2017-01-31",
       "2017-02-01",
       "2017-02-02",
       "2017-04-02",
       "2017-04-03",
       "2017-04-04",
       "2017-05-01",
       "2017-05-28",
       "2017-05-29",
       "2017-05-30",
       "2017-10-01",
       "2017-10-02",
       "2017-10-03",
       "2017-10-04",
       "2017-10-05",
       "2017-10-06",
       "2017-10-07",
       "2017-10-08",
       "2018-01-01",
       "2018-02-15",
       "2018-02-16",
       "2018-02-17",
       "2018-02-18",
       "2018-02-19",
       "2018-02-20",
       "2018-02-21",
       "2018-04-05",
       "2018-04-06",
       "2018-04-07",
       "2018-04-29",
       "2018-04-30",
       "2018-05-01",
       "2018-06-18",
       "2018-09-24",
       "2018-10-01",
       "2018-10-02",
       "2018-10-03",
       "2018-10-04",
       "2018-10-05",
       "2018-10-06",
       "2018-10-07",
       "2018-12-30",
       "2018-12-31",
       "2019-01-01",
       "2019-02-04",
       "2019-02-05",
       "2019-02-06",
       "2019-02-07",
       "2019-02-08",
       "2019-02-09",
       "2019-02-10",
       "2019-04-05",
       "2019-04-06",
       "2019-04-07",
       "2019-05-01",
       "2019-05-02",
       "2019-05-03",
       "2019-05-04",
       "2019-06-07",
       "2019-06-08",
       "2019-06-09",
       "2019-09-13",
       "2019-09-14",
       "2019-09-15",
       "2019-10-01",
       "2019-10-02",
       "2019-10-03",
       "2019-10-04",
       "2019-10-05",
       "2019-10-06",
       "2019-10-07",
       "2020-01-01",
       "2020-01-24",
       "2020-01-25",
       "2020-01-26",
       "2020-01-27",
       "2020-01-28",
       "2020-01-29",
       "2020-01-30",
       "2020-01-31",
       "2020-02-01",
       "2020-02-02",
       "2020-04-04",
       "2020-04-05",
       "2020-04-06",
       "2020-05-01",
       "2020-05-02",
       "2020-05-03",
       "2020-05-04",
       "2020-05-05",
       "2020-06-25",
       "2020-06-26",
       "2020-06-27",
       "2020-10-01",
       "2020-10-02",
       "2020-10-03",
       "2020-10-04",
       "2020-10-05",
       "2020-10-06",
       "2020-10-07",
       "2020-10-08",
       "2021-01-01",
       "2021-01-02",
       "2021-01-03",
       "2021-02-11",
       "2021-02-12",
       "2021-02-13",
       "2021-02-14",
       "2021-02-15",
       "2021-02-16",
       "2021-02-17",
       "2021-04-03",
       "2021-04-04",
       "2021-04-05",
       "2021-05-01",
       "2021-05-02",
       "2021-05-03",
       "2021-05-04",
       "2021-05-05",
       "2021-06-12",
       "2021-06-13",
       "2021-06-14",
       "2021-09-19",
       "2021-09-20",
       "2021-09-21",
       "2021-10-01",
       "2021-10-02",
       "2021-10-03",
       "2021-10-04",
       "2021-10-05",
       "2021-10-06",
       "2021-10-07",
       "2022-01-01",
       "2022-01-02",
       "2022-01-03",
       "2022-01-31",
       "2022-02-01",
       "2022-02-02",
       "2022-02-03",
       "2022-02-04",
       "2022-02-05",
       "2022-02-06",
       "2022-04-03",
       "2022-04-04",
       "2022-04-05",
       "2022-04-30",
       "2022-05-01",
       "2022-05-02",
       "2022-05-03",
       "2022-05-04",
       "2022-06-03",
       "2022-06-04",
       "2022-06-05",
       "2022-09-10",
       "2022-09-11",
       "2022-09-12",
       "2022-10-01",
       "2022-10-02",
       "2022-10-03",
       "2022-10-04",
       "2022-10-05",
       "2022-10-06",
       "2022-10-07",
       "2022-12-31",
       "2023-01-01",
       "2023-01-02",
       "2023-01-21",
       "2023-01-22",
       "2023-01-23",
       "2023-01-24",
       "2023-01-25",
       "2023-01-26",
       "2023-01-27",
       "2023-04-05",
       "2023-04-29",
       "2023-04-30",
       "2023-05-01",
       "2023-05-02",
       "2023-05-03",
       "2023-06-22",
       "2023-06-23",
       "2023-06-24",
       "2023-09-29",
       "2023-09-30",
       "2023-10-01",
       "2023-10-02",
       "2023-10-03",
       "2023-10-04",
       "2023-10-05",
       "2023-10-06",
       "2024-01-01",
       "2024-02-10",
       "2024-02-11",
       "2024-02-12",
       "2024-02-13",
       "2024-02-14",
       "2024-02-15",
       "2024-02-16",
       "2024-02-17",
       "2024-04-04",
       "2024-04-05",
       "2024-04-06",
       "2024-05-01",
       "2024-05-02",
       "2024-05-03",
       "2024-05-04",
       "2024-05-05",
       "2024-06-10",
       "2024-09-15",
       "2024-09-16",
       "2024-09-17",
       "2024-10-01",
       "2024-10-02",
       "2024-10-03",
       "2024-10-04",
       "2024-10-05",
       "2024-10-06",
       "2024-10-07",
       "2025-01-01",
       "2025-01-28",
       "2025-01-29",
       "2025-01-30",
       "2025-01-31",
       "2025-02-01",
       "2025-02-02",
       "2025-02-03",
       "2025-02-04",
       "2025-04-04",
       "2025-04-05",
       "2025-04-06",
       "2025-05-01",
       "2025-05-02",
       "2025-05-03",
       "2025-05-04",
       "2025-05-05",
       "2025-05-31",
       "2025-06-01",
       "2025-06-02",
       "2025-10-01",
       "2025-10-02",
       "2025-10-03",
       "2025-10-04",
       "2025-10-05",
       "2025-10-06",
       "2025-10-07",
       "2025-10-08",
       "2026-01-01",
       "2026-01-02",
       "2026-01-03",
       "2026-02-15",
       "2026-02-16",
       "2026-02-17",
       "2026-02-18",
       "2026-02-19",
       "2026-02-20",
       "2026-02-21",
       "2026-02-22",
       "2026-02-23",
       "2026-04-04",
       "2026-04-05",
       "2026-04-06",
       "2026-05-01",
       "2026-05-02",
       "2026-05-03",
       "2026-05-04",
       "2026-05-05",
       "2026-06-19",
       "2026-06-20",
       "2026-06-21",
       "2026-09-25",
       "2026-09-26",
       "2026-09-27",
       "2026-10-01",
       "2026-10-02",
       "2026-10-03",
       "2026-10-04",
       "2026-10-05",
       "2026-10-06",
       "2026-10-07"
      ],
      "makeUpDays": [
       "2004-01-17",
       "2004-01-18",
       "2004-05-08",
       "2004-05-09",
       "2004-10-09",
       "2004-10-10",
       "2005-02-05",
       "2005-02-06",
       "2005-04-30",
       "2005-05-08",
       "2005-10-08",
       "2005-10-09",
       "2006-01-28",
       "2006-02-05",
       "2006-04-29",
       "2006-04-30",
       "2006-09-30",
       "2006-10-08",
       "2006-12-30",
       "2006-12-31",
       "2007-02-17",
       "2007-02-25",
       "2007-04-28",
       "2007-04-29",
       "2007-09-29",
       "2007-09-30",
       "2007-12-29",
       "2008-02-02",
       "2008-02-03",
       "2008-05-04",
       "2008-09-27",
       "2008-09-28",
       "2009-01-04",
       "2009-01-24",
       "2009-02-01",
       "2009-05-31",
       "2009-09-27",
       "2009-10-10",
       "2010-02-20",
       "2010-02-21",
       "2010-06-12",
       "2010-06-13",
       "2010-09-19",
       "2010-09-25",
       "2010-09-26",
       "2010-10-09",
       "2011-01-30",
       "2011-02-12",
       "2011-04-02",
       "2011-10-08",
       "2011-10-09",
       "2011-12-31",
       "2012-01-21",
       "2012-01-29",
       "2012-03-31",
       "2012-04-01",
       "2012-04-28",
       "2012-09-29",
       "2013-01-05",
       "2013-01-06",
       "2013-02-16",
       "2013-02-17",
       "2013-04-07",
       "2013-04-27",
       "2013-04-28",
       "2013-06-08",
       "2013-06-09",
       "2013-09-22",
       "2013-09-29",
       "2013-10-12",
       "2014-01-26",
       "2014-02-08",
       "2014-05-04",
       "2014-09-28",
       "2014-10-11",
       "2015-01-04",
       "2015-02-15",
       "2015-02-28",
       "2015-09-06",
       "2015-10-10",
       "2016-02-06",
       "2016-02-14",
       "2016-06-12",
       "2016-09-18",
       "2016-10-08",
       "2016-10-09",
       "2017-01-22",
       "2017-02-04",
       "2017-04-01",
       "2017-05-27",
       "2017-09-30",
       "2018-02-11",
       "2018-02-24",
       "2018-04-08",
       "2018-04-28",
       "2018-09-29",
       "2018-09-30",
       "2018-12-29",
       "2019-02-02",
       "2019-02-03",
       "2019-04-28",
       "2019-05-05",
       "2019-09-29",
       "2019-10-12",
       "2020-01-19",
       "2020-04-26",
       "2020-05-09",
       "2020-06-28",
       "2020-09-27",
       "2020-10-10",
       "2021-02-07",
       "2021-02-20",
       "2021-04-25",
       "2021-05-08",
       "2021-09-18",
       "2021-09-26",
       "2021-10-09",
       "2022-01-29",
       "2022-01-30",
       "2022-04-02",
       "2022-04-24",
       "2022-05-07",
       "2022-10-08",
       "2022-10-09",
       "2023-01-28",
       "2023-01-29",
       "2023-04-23",
       "2023-05-06",
       "2023-06-25",
       "2023-10-07",
       "2023-10-08",
       "2024-02-04",
       "2024-02-18",
       "2024-04-07",
       "2024-04-28",
       "2024-05-11",
       "2024-09-14",
       "2024-09-29",
       "2024-10-12",
       "2025-01-26",
       "2025-02-08",
       "2025-04-27",
       "2025-09-28",
       "2025-10-11",
       "2026-01-04",
       "2026-02-14",
       "2026-02-28",
       "2026-05-09",
       "2026-09-20",
       "2026-10-10"
      ],
      "years": [
       2004,
       2005,
       2006,
       2007,
       2008,
       2009,
       2010,
       2011,
       2012,
       2013,
       2014,
       2015,
       2016,
       2017,
       2018,
       2019,
       2020,
       2021,
       2022,
       2023,
       2024,
       2025,
       2026
      ]
     },
     "sha256": "6233b9a0ed90f9b3ad547265981c589da97bbf10a96a76d05b8923db74acdd0f",
     "version": "cn-2026-6233b9a0"
    },
    "meta": {
     "actor": "service-ledger",
     "bodyHash": "0000000000000000000000000000000000000000000000000000000000000000",
     "channel": "start",
     "correlationId": "start",
     "effectiveAt": "2026-04-01T02:00:00.000Z",
     "keyHash": "0000000000000000000000000000000000000000000000000000000000000000",
     "role": "admin",
     "recordedAt": "2026-04-01T02:00:00.000Z"
    }
   }
  ],
  "nextCursor": "6"
 },
 "listImports": {
  "items": [
   {
    "id": "imp_4yky9t4b6bbhqtjvhffqbe4g2q",
    "dryRun": false,
    "state": "failed",
    "file": "file.csv",
    "startedAt": "2026-06-01T02:00:00.000Z",
    "by": {
     "id": "key_00000000-0000-4000-8000-000000000000",
     "role": "admin",
     "name": "test admin"
    },
    "records": null,
    "text": null
   }
  ],
  "nextCursor": null
 },
 "listReleases": {
  "items": [
   {
    "series": "EKP",
    "version": "4.20",
    "publishedAt": "2025-06-14T16:00:00.000Z",
    "position": 10
   }
  ],
  "nextCursor": null
 },
 "listWebhooks": {
  "items": [
   {
    "id": "whk_33jbnmp0dbbketzt0hqzbbs5x2",
    "url": "https://crm.example.com/service-ledger",
    "types": [
     "ContractPurchased",
     "ContractRenewed"
    ],
    "includePersonal": false,
    "paused": null,
    "formerSecretUntil": null,
    "position": 61,
    "waiting": 0,
    "dead": 0,
    "revision": 0
   }
  ],
  "nextCursor": null
 },
 "mergeCustomer": {
  "id": "cus_4rpxwe1x9wampa24mm4fzjhza7",
  "mergedInto": "cus_3sgnhb04eqbr1as2h2mt32zbwz",
  "revision": 0
 },
 "publishPolicy": {
  "id": "seeyon:2",
  "vendor": "seeyon",
  "version": 2,
  "effectiveFrom": "2026-07-01",
  "revision": 1,
  "differences": [
   {
    "pointer": "/effectiveFrom",
    "before": "2000-01-01",
    "after": "2026-07-01"
   },
   {
    "pointer": "/version",
    "before": 1,
    "after": 2
   }
  ]
 },
 "publishRelease": {
  "id": "EKP-4.2.0",
  "series": "EKP",
  "version": "4.20",
  "publishedAt": "2025-05-31T16:00:00.000Z",
  "revision": 0
 },
 "purchaseContract": {
  "id": "con_5xze2a6nvqa7qak7tffze6epwj",
  "contractNo": "XS-2025-0311",
  "revision": 0,
  "terms": [
   {
    "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz",
    "kind": "free",
    "firstDay": "2025-03-01",
    "lastDay": "2026-03-01",
    "signedOn": "2025-03-01",
    "period": "P1Y",
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   }
  ]
 },
 "recordPayment": {
  "id": "con_5xze2a6nvqa7qak7tffze6epwj",
  "contractNo": "XS-2025-0311",
  "revision": 8,
  "terms": [
   {
    "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz",
    "kind": "free",
    "firstDay": "2025-03-01",
    "lastDay": "2026-03-01",
    "signedOn": "2025-03-01",
    "period": "P1Y",
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   },
   {
    "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c",
    "kind": "paid",
    "firstDay": "2026-03-02",
    "lastDay": "2027-03-01",
    "signedOn": "2026-01-15",
    "period": "P1Y",
    "payment": "paid",
    "paidOn": "2026-02-01",
    "fee": {
     "amount": "12000.00",
     "currency": "CNY"
    },
    "documentNo": "QF-2026-17",
    "policyVersion": 1
   }
  ],
  "paymentId": "pay_253nsr8q40bcdsnpfy9wqjprg8",
  "settled": true
 },
 "recordUpgrade": {
  "id": "con_5xze2a6nvqa7qak7tffze6epwj",
  "contractNo": "XS-2025-0311",
  "revision": 4,
  "terms": [
   {
    "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz",
    "kind": "free",
    "firstDay": "2025-03-01",
    "lastDay": "2026-03-01",
    "signedOn": "2025-03-01",
    "period": "P1Y",
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   }
  ],
  "upgradeId": "upg_25v4m08htdackamb0bda5a3nqv",
  "fromVersion": "4.11",
  "targetVersion": "4.20",
  "decision": {
   "at": "2025-07-01T15:59:59.999Z",
   "knownPosition": 29,
   "entitled": true,
   "outcome": "granted",
   "reason": "covered",
   "policyVersion": 1,
   "receipt": "sha256:f548f85a7bae87d5420273bedf6e0ec195ce1f9810873d05975ee4652a32e536"
  }
 },
 "redeliverEvents": {
  "id": "whk_33jbnmp0dbbketzt0hqzbbs5x2",
  "revision": 2
 },
 "registerCustomer": {
  "id": "cus_4rpxwe1x9wampa24mm4fzjhza7",
  "code": "KH00795",
  "name": "青岛甲方科技有限公司",
  "level": "key",
  "region": "city",
  "customerManager": "李强",
  "contacts": [
   {
    "contactId": "per_6zvzfprhwya5nv85f15rwaw7xf",
    "email": "wang.fang@example.com",
    "im": null,
    "name": "王芳",
    "phone": "13900000000",
    "role": "it",
    "notify": true
   }
  ],
  "revision": 1
 },
 "reinstateContract": {
  "id": "con_5xze2a6nvqa7qak7tffze6epwj",
  "contractNo": "XS-2025-0313",
  "revision": 25,
  "terms": [
   {
    "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz",
    "kind": "free",
    "firstDay": "2025-03-01",
    "lastDay": "2026-03-01",
    "signedOn": "2025-03-01",
    "period": "P1Y",
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   },
   {
    "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c",
    "kind": "paid",
    "firstDay": "2026-03-02",
    "lastDay": "2027-02-28",
    "signedOn": "2026-01-15",
    "period": null,
    "payment": "due",
    "paidOn": null,
    "fee": {
     "amount": "12000.00",
     "currency": "CNY"
    },
    "documentNo": "QF-2026-17",
    "policyVersion": 1
   },
   {
    "termId": "trm_5qsyyca5jjb67b8v23ywtcynsx",
    "kind": "paid",
    "firstDay": "2027-03-01",
    "lastDay": "2027-05-31",
    "signedOn": "2026-01-16",
    "period": null,
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   }
  ]
 },
 "renewContract": {
  "id": "con_5xze2a6nvqa7qak7tffze6epwj",
  "contractNo": "XS-2025-0311",
  "revision": 7,
  "terms": [
   {
    "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz",
    "kind": "free",
    "firstDay": "2025-03-01",
    "lastDay": "2026-03-01",
    "signedOn": "2025-03-01",
    "period": "P1Y",
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   },
   {
    "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c",
    "kind": "paid",
    "firstDay": "2026-03-02",
    "lastDay": "2027-03-01",
    "signedOn": "2026-01-15",
    "period": "P1Y",
    "payment": "due",
    "paidOn": null,
    "fee": {
     "amount": "12000.00",
     "currency": "CNY"
    },
    "documentNo": "QF-2026-17",
    "policyVersion": 1
   }
  ],
  "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c",
  "opened": [],
  "closed": [],
  "moved": [
   {
    "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c",
    "from": null,
    "to": {
     "firstDay": "2026-03-02",
     "lastDay": "2027-03-01"
    },
    "avoids": []
   }
  ]
 },
 "rescheduleRelease": {
  "id": "EKP-4.2.0",
  "series": "EKP",
  "version": "4.20",
  "publishedAt": "2025-06-14T16:00:00.000Z",
  "revision": 1
 },
 "restoreLicence": {
  "id": "con_5xze2a6nvqa7qak7tffze6epwj",
  "contractNo": "XS-2025-0313",
  "revision": 23,
  "terms": [
   {
    "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz",
    "kind": "free",
    "firstDay": "2025-03-01",
    "lastDay": "2026-03-01",
    "signedOn": "2025-03-01",
    "period": "P1Y",
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   },
   {
    "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c",
    "kind": "paid",
    "firstDay": "2026-03-02",
    "lastDay": "2027-02-28",
    "signedOn": "2026-01-15",
    "period": null,
    "payment": "due",
    "paidOn": null,
    "fee": {
     "amount": "12000.00",
     "currency": "CNY"
    },
    "documentNo": "QF-2026-17",
    "policyVersion": 1
   },
   {
    "termId": "trm_5qsyyca5jjb67b8v23ywtcynsx",
    "kind": "paid",
    "firstDay": "2027-03-01",
    "lastDay": "2027-05-31",
    "signedOn": "2026-01-16",
    "period": null,
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   }
  ]
 },
 "resumeContract": {
  "id": "con_5xze2a6nvqa7qak7tffze6epwj",
  "contractNo": "XS-2025-0311",
  "revision": 17,
  "terms": [
   {
    "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz",
    "kind": "free",
    "firstDay": "2025-03-01",
    "lastDay": "2026-03-01",
    "signedOn": "2025-03-01",
    "period": "P1Y",
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   },
   {
    "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c",
    "kind": "paid",
    "firstDay": "2026-03-02",
    "lastDay": "2027-03-20",
    "signedOn": "2026-01-15",
    "period": "P1Y",
    "payment": "due",
    "paidOn": null,
    "fee": {
     "amount": "12000.00",
     "currency": "CNY"
    },
    "documentNo": "QF-2026-17",
    "policyVersion": 1
   },
   {
    "termId": "trm_5qsyyca5jjb67b8v23ywtcynsx",
    "kind": "paid",
    "firstDay": "2027-03-21",
    "lastDay": "2027-05-31",
    "signedOn": "2026-01-16",
    "period": null,
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   }
  ],
  "suspensionId": "sus_0dp7swskraac2rrt4f6wgzbgcz",
  "opened": [],
  "closed": [],
  "moved": [
   {
    "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c",
    "from": {
     "firstDay": "2026-03-02",
     "lastDay": "2027-03-01"
    },
    "to": {
     "firstDay": "2026-03-02",
     "lastDay": "2027-03-20"
    },
    "avoids": []
   },
   {
    "termId": "trm_5qsyyca5jjb67b8v23ywtcynsx",
    "from": {
     "firstDay": "2027-03-02",
     "lastDay": "2027-05-31"
    },
    "to": {
     "firstDay": "2027-03-21",
     "lastDay": "2027-05-31"
    },
    "avoids": [
     "trm_4ajy1qnc9na4ks95bkkyzgen3c"
    ]
   }
  ]
 },
 "retryDeadLetter": {
  "id": "whk_33jbnmp0dbbketzt0hqzbbs5x2",
  "revision": 2
 },
 "revokeApiKey": {
  "id": "key_0n07zwg8c1bwnt7pcfnevsaqkv",
  "vendor": "seeyon",
  "role": "system",
  "name": "help desk of the north",
  "origin": "made",
  "createdAt": "2026-06-01T02:00:00.000Z",
  "revokedAt": "2026-06-01T02:00:00.000Z",
  "lastUsedAt": null,
  "limitPerMinute": 600,
  "customerId": null
 },
 "revokeLicence": {
  "id": "con_5xze2a6nvqa7qak7tffze6epwj",
  "contractNo": "XS-2025-0313",
  "revision": 22,
  "terms": [
   {
    "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz",
    "kind": "free",
    "firstDay": "2025-03-01",
    "lastDay": "2026-03-01",
    "signedOn": "2025-03-01",
    "period": "P1Y",
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   },
   {
    "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c",
    "kind": "paid",
    "firstDay": "2026-03-02",
    "lastDay": "2027-02-28",
    "signedOn": "2026-01-15",
    "period": null,
    "payment": "due",
    "paidOn": null,
    "fee": {
     "amount": "12000.00",
     "currency": "CNY"
    },
    "documentNo": "QF-2026-17",
    "policyVersion": 1
   },
   {
    "termId": "trm_5qsyyca5jjb67b8v23ywtcynsx",
    "kind": "paid",
    "firstDay": "2027-03-01",
    "lastDay": "2027-05-31",
    "signedOn": "2026-01-16",
    "period": null,
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   }
  ]
 },
 "rotateWebhookSecret": {
  "id": "whk_33jbnmp0dbbketzt0hqzbbs5x2",
  "url": "https://crm.example.com/service-ledger",
  "types": [
   "ContractPurchased",
   "ContractRenewed"
  ],
  "includePersonal": false,
  "paused": "by an admin",
  "formerSecretUntil": "2026-06-02T02:00:00.000Z",
  "secret": "whsec_…",
  "revision": 2
 },
 "signAgreement": {
  "id": "con_5xze2a6nvqa7qak7tffze6epwj",
  "contractNo": "XS-2025-0311",
  "revision": 1,
  "terms": [
   {
    "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz",
    "kind": "free",
    "firstDay": "2025-03-01",
    "lastDay": "2026-03-01",
    "signedOn": "2025-03-01",
    "period": "P1Y",
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   }
  ],
  "agreementId": "agr_7y8fxxt0rjbge95zw23ew71tss"
 },
 "startImport": {
  "id": "imp_4yky9t4b6bbhqtjvhffqbe4g2q",
  "state": "waiting",
  "dryRun": false,
  "bytes": 13,
  "percent": 0,
  "records": {
   "read": 0,
   "created": 0,
   "known": 0,
   "failed": 0
  },
  "text": null,
  "columnsLeftOut": [],
  "sheet": null,
  "sheetsLeftOut": [],
  "hiddenColumns": [],
  "failure": null,
  "undo": null,
  "revision": 0
 },
 "subscribeWebhook": {
  "id": "whk_33jbnmp0dbbketzt0hqzbbs5x2",
  "url": "https://crm.example.com/service-ledger",
  "types": [
   "ContractPurchased",
   "ContractRenewed"
  ],
  "includePersonal": false,
  "paused": null,
  "formerSecretUntil": null,
  "secret": "whsec_…",
  "revision": 0
 },
 "suppose": {
  "after": {
   "answerVersion": 2,
   "at": "2026-06-14T16:00:00.000Z",
   "calendarVersion": "cn-2026-6233b9a0",
   "checks": [
    {
     "check": "owner",
     "evidence": [
      {
       "position": 23,
       "type": "ContractPurchased"
      }
     ],
     "passed": true
    },
    {
     "check": "series",
     "evidence": [
      {
       "position": 23,
       "type": "ContractPurchased"
      }
     ],
     "passed": true
    },
    {
     "check": "licence-valid",
     "evidence": [
      {
       "position": 23,
       "type": "ContractPurchased"
      }
     ],
     "passed": true
    },
    {
     "check": "started",
     "evidence": [
      {
       "position": 23,
       "type": "ContractPurchased"
      }
     ],
     "passed": true
    },
    {
     "check": "not-terminated",
     "evidence": [],
     "passed": true
    },
    {
     "check": "not-suspended",
     "evidence": [],
     "passed": true
    },
    {
     "check": "in-term",
     "evidence": [
      {
       "position": 33,
       "type": "ContractRenewed"
      },
      {
       "position": 47,
       "type": "ContractCorrected"
      }
     ],
     "passed": true
    },
    {
     "check": "fee-paid",
     "evidence": [
      {
       "position": 35,
       "type": "PaymentCorrected"
      }
     ],
     "passed": false
    }
   ],
   "conditions": [],
   "considered": [
    {
     "contractId": "con_3x2jqfecwdbzsa1sxjef61s8p6",
     "outcome": "denied",
     "reason": "lapsed"
    },
    {
     "contractId": "con_5xze2a6nvqa7qak7tffze6epwj",
     "outcome": "denied",
     "reason": "unpaid"
    }
   ],
   "coveredBy": null,
   "customerId": "cus_4rpxwe1x9wampa24mm4fzjhza7",
   "entitled": false,
   "knownAt": null,
   "knownPosition": 49,
   "nextChangeAt": "2027-02-28T16:00:00.000Z",
   "outcome": "denied",
   "policyVersion": 1,
   "reason": "unpaid",
   "receipt": "sha256:fc788be58ff380ee300af5101bd440f45589731191dc6afea4031d130ab9b30e",
   "remedy": "contact-sales",
   "service": "maintenance",
   "validUntil": "2027-02-28T16:00:00.000Z"
  },
  "before": {
   "answerVersion": 2,
   "at": "2026-06-14T16:00:00.000Z",
   "calendarVersion": "cn-2026-6233b9a0",
   "checks": [
    {
     "check": "owner",
     "evidence": [
      {
       "position": 23,
       "type": "ContractPurchased"
      }
     ],
     "passed": true
    },
    {
     "check": "series",
     "evidence": [
      {
       "position": 23,
       "type": "ContractPurchased"
      }
     ],
     "passed": true
    },
    {
     "check": "licence-valid",
     "evidence": [
      {
       "position": 23,
       "type": "ContractPurchased"
      }
     ],
     "passed": true
    },
    {
     "check": "started",
     "evidence": [
      {
       "position": 23,
       "type": "ContractPurchased"
      }
     ],
     "passed": true
    },
    {
     "check": "not-terminated",
     "evidence": [],
     "passed": true
    },
    {
     "check": "not-suspended",
     "evidence": [],
     "passed": true
    },
    {
     "check": "in-term",
     "evidence": [
      {
       "position": 33,
       "type": "ContractRenewed"
      },
      {
       "position": 47,
       "type": "ContractCorrected"
      }
     ],
     "passed": true
    },
    {
     "check": "fee-paid",
     "evidence": [
      {
       "position": 35,
       "type": "PaymentCorrected"
      }
     ],
     "passed": false
    }
   ],
   "conditions": [],
   "considered": [
    {
     "contractId": "con_3x2jqfecwdbzsa1sxjef61s8p6",
     "outcome": "denied",
     "reason": "lapsed"
    },
    {
     "contractId": "con_5xze2a6nvqa7qak7tffze6epwj",
     "outcome": "denied",
     "reason": "unpaid"
    }
   ],
   "coveredBy": null,
   "customerId": "cus_4rpxwe1x9wampa24mm4fzjhza7",
   "entitled": false,
   "knownAt": null,
   "knownPosition": 49,
   "nextChangeAt": "2027-02-28T16:00:00.000Z",
   "outcome": "denied",
   "policyVersion": 1,
   "reason": "unpaid",
   "receipt": "sha256:fc788be58ff380ee300af5101bd440f45589731191dc6afea4031d130ab9b30e",
   "remedy": "contact-sales",
   "service": "maintenance",
   "validUntil": "2027-02-28T16:00:00.000Z"
  },
  "supposed": [
   {
    "command": "renew",
    "answer": {
     "id": "con_5xze2a6nvqa7qak7tffze6epwj",
     "contractNo": "XS-2025-0313",
     "revision": 22,
     "terms": [
      {
       "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz",
       "kind": "free",
       "firstDay": "2025-03-01",
       "lastDay": "2026-03-01",
       "signedOn": "2025-03-01",
       "period": "P1Y",
       "payment": "paid",
       "paidOn": null,
       "fee": null,
       "documentNo": null,
       "policyVersion": 1
      },
      {
       "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c",
       "kind": "paid",
       "firstDay": "2026-03-02",
       "lastDay": "2027-02-28",
       "signedOn": "2026-01-15",
       "period": null,
       "payment": "due",
       "paidOn": null,
       "fee": {
        "amount": "12000.00",
        "currency": "CNY"
       },
       "documentNo": "QF-2026-17",
       "policyVersion": 1
      },
      {
       "termId": "trm_5qsyyca5jjb67b8v23ywtcynsx",
       "kind": "paid",
       "firstDay": "2027-03-01",
       "lastDay": "2027-05-31",
       "signedOn": "2026-01-16",
       "period": null,
       "payment": "paid",
       "paidOn": null,
       "fee": null,
       "documentNo": null,
       "policyVersion": 1
      },
      {
       "termId": "trm_73ge7e2gjcb73tw6g7tns69jag",
       "kind": "paid",
       "firstDay": "2027-06-01",
       "lastDay": "2028-05-31",
       "signedOn": "2026-06-01",
       "period": "P1Y",
       "payment": "paid",
       "paidOn": null,
       "fee": null,
       "documentNo": null,
       "policyVersion": 1
      }
     ],
     "termId": "trm_73ge7e2gjcb73tw6g7tns69jag",
     "opened": [],
     "closed": [],
     "moved": [
      {
       "termId": "trm_73ge7e2gjcb73tw6g7tns69jag",
       "from": null,
       "to": {
        "firstDay": "2027-06-01",
        "lastDay": "2028-05-31"
       },
       "avoids": []
      }
     ]
    }
   }
  ]
 },
 "suspendContract": {
  "id": "con_5xze2a6nvqa7qak7tffze6epwj",
  "contractNo": "XS-2025-0311",
  "revision": 16,
  "terms": [
   {
    "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz",
    "kind": "free",
    "firstDay": "2025-03-01",
    "lastDay": "2026-03-01",
    "signedOn": "2025-03-01",
    "period": "P1Y",
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   },
   {
    "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c",
    "kind": "paid",
    "firstDay": "2026-03-02",
    "lastDay": "2027-03-01",
    "signedOn": "2026-01-15",
    "period": "P1Y",
    "payment": "due",
    "paidOn": null,
    "fee": {
     "amount": "12000.00",
     "currency": "CNY"
    },
    "documentNo": "QF-2026-17",
    "policyVersion": 1
   },
   {
    "termId": "trm_5qsyyca5jjb67b8v23ywtcynsx",
    "kind": "paid",
    "firstDay": "2027-03-02",
    "lastDay": "2027-05-31",
    "signedOn": "2026-01-16",
    "period": null,
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   }
  ],
  "suspensionId": "sus_0dp7swskraac2rrt4f6wgzbgcz",
  "opened": [],
  "closed": [],
  "moved": [],
  "impact": []
 },
 "takeBackAgreement": {
  "id": "con_5xze2a6nvqa7qak7tffze6epwj",
  "contractNo": "XS-2025-0313",
  "revision": 20,
  "terms": [
   {
    "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz",
    "kind": "free",
    "firstDay": "2025-03-01",
    "lastDay": "2026-03-01",
    "signedOn": "2025-03-01",
    "period": "P1Y",
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   },
   {
    "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c",
    "kind": "paid",
    "firstDay": "2026-03-02",
    "lastDay": "2027-02-28",
    "signedOn": "2026-01-15",
    "period": null,
    "payment": "due",
    "paidOn": null,
    "fee": {
     "amount": "12000.00",
     "currency": "CNY"
    },
    "documentNo": "QF-2026-17",
    "policyVersion": 1
   },
   {
    "termId": "trm_5qsyyca5jjb67b8v23ywtcynsx",
    "kind": "paid",
    "firstDay": "2027-03-01",
    "lastDay": "2027-05-31",
    "signedOn": "2026-01-16",
    "period": null,
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   }
  ],
  "correctionId": "cor_67nn9azjy4b0yssxngxrd73a1r",
  "agreementId": "agr_7y8fxxt0rjbge95zw23ew71tss",
  "opened": [],
  "closed": [],
  "moved": [],
  "impact": []
 },
 "takeBackPayment": {
  "id": "con_5xze2a6nvqa7qak7tffze6epwj",
  "contractNo": "XS-2025-0311",
  "revision": 11,
  "terms": [
   {
    "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz",
    "kind": "free",
    "firstDay": "2025-03-01",
    "lastDay": "2026-03-01",
    "signedOn": "2025-03-01",
    "period": "P1Y",
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   },
   {
    "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c",
    "kind": "paid",
    "firstDay": "2026-03-02",
    "lastDay": "2027-03-01",
    "signedOn": "2026-01-15",
    "period": "P1Y",
    "payment": "due",
    "paidOn": null,
    "fee": {
     "amount": "12000.00",
     "currency": "CNY"
    },
    "documentNo": "QF-2026-17",
    "policyVersion": 1
   }
  ],
  "correctionId": "cor_5qtb45gpkeayfra5d8m0nfpze3",
  "paymentId": "pay_253nsr8q40bcdsnpfy9wqjprg8",
  "opened": [],
  "closed": [],
  "moved": [],
  "impact": []
 },
 "takeBackTransfer": {
  "id": "con_5xze2a6nvqa7qak7tffze6epwj",
  "contractNo": "XS-2025-0313",
  "revision": 28,
  "terms": [
   {
    "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz",
    "kind": "free",
    "firstDay": "2025-03-01",
    "lastDay": "2026-03-01",
    "signedOn": "2025-03-01",
    "period": "P1Y",
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   },
   {
    "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c",
    "kind": "paid",
    "firstDay": "2026-03-02",
    "lastDay": "2027-02-28",
    "signedOn": "2026-01-15",
    "period": null,
    "payment": "due",
    "paidOn": null,
    "fee": {
     "amount": "12000.00",
     "currency": "CNY"
    },
    "documentNo": "QF-2026-17",
    "policyVersion": 1
   },
   {
    "termId": "trm_5qsyyca5jjb67b8v23ywtcynsx",
    "kind": "paid",
    "firstDay": "2027-03-01",
    "lastDay": "2027-05-31",
    "signedOn": "2026-01-16",
    "period": null,
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   }
  ],
  "correctionId": "cor_6jb2jdvm2aa54v49hkyg3f1jeh",
  "transferId": "tra_1",
  "opened": [],
  "closed": [],
  "moved": [],
  "impact": []
 },
 "takeBackUpgrade": {
  "id": "con_5xze2a6nvqa7qak7tffze6epwj",
  "contractNo": "XS-2025-0313",
  "revision": 21,
  "terms": [
   {
    "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz",
    "kind": "free",
    "firstDay": "2025-03-01",
    "lastDay": "2026-03-01",
    "signedOn": "2025-03-01",
    "period": "P1Y",
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   },
   {
    "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c",
    "kind": "paid",
    "firstDay": "2026-03-02",
    "lastDay": "2027-02-28",
    "signedOn": "2026-01-15",
    "period": null,
    "payment": "due",
    "paidOn": null,
    "fee": {
     "amount": "12000.00",
     "currency": "CNY"
    },
    "documentNo": "QF-2026-17",
    "policyVersion": 1
   },
   {
    "termId": "trm_5qsyyca5jjb67b8v23ywtcynsx",
    "kind": "paid",
    "firstDay": "2027-03-01",
    "lastDay": "2027-05-31",
    "signedOn": "2026-01-16",
    "period": null,
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   }
  ],
  "correctionId": "cor_4qqh4886weafsantfq55fwfnaj",
  "upgradeId": "upg_25v4m08htdackamb0bda5a3nqv",
  "opened": [],
  "closed": [],
  "moved": [],
  "impact": []
 },
 "terminateContract": {
  "id": "con_5xze2a6nvqa7qak7tffze6epwj",
  "contractNo": "XS-2025-0313",
  "revision": 24,
  "terms": [
   {
    "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz",
    "kind": "free",
    "firstDay": "2025-03-01",
    "lastDay": "2026-03-01",
    "signedOn": "2025-03-01",
    "period": "P1Y",
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   },
   {
    "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c",
    "kind": "paid",
    "firstDay": "2026-03-02",
    "lastDay": "2027-02-28",
    "signedOn": "2026-01-15",
    "period": null,
    "payment": "due",
    "paidOn": null,
    "fee": {
     "amount": "12000.00",
     "currency": "CNY"
    },
    "documentNo": "QF-2026-17",
    "policyVersion": 1
   },
   {
    "termId": "trm_5qsyyca5jjb67b8v23ywtcynsx",
    "kind": "paid",
    "firstDay": "2027-03-01",
    "lastDay": "2027-05-31",
    "signedOn": "2026-01-16",
    "period": null,
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   }
  ],
  "opened": [],
  "closed": [],
  "moved": [],
  "impact": [],
  "delivered": []
 },
 "testWebhook": {
  "id": "whk_33jbnmp0dbbketzt0hqzbbs5x2",
  "revision": 2,
  "webhookId": "test.00000000-0000-4000-8000-000000000000.whk_33jbnmp0dbbketzt0hqzbbs5x2",
  "delivered": false,
  "status": null,
  "fault": "crm.example.com is not known (ENOTFOUND)",
  "durationMs": 12
 },
 "transferContract": {
  "id": "con_5xze2a6nvqa7qak7tffze6epwj",
  "contractNo": "XS-2025-0313",
  "revision": 26,
  "terms": [
   {
    "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz",
    "kind": "free",
    "firstDay": "2025-03-01",
    "lastDay": "2026-03-01",
    "signedOn": "2025-03-01",
    "period": "P1Y",
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   },
   {
    "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c",
    "kind": "paid",
    "firstDay": "2026-03-02",
    "lastDay": "2027-02-28",
    "signedOn": "2026-01-15",
    "period": null,
    "payment": "due",
    "paidOn": null,
    "fee": {
     "amount": "12000.00",
     "currency": "CNY"
    },
    "documentNo": "QF-2026-17",
    "policyVersion": 1
   },
   {
    "termId": "trm_5qsyyca5jjb67b8v23ywtcynsx",
    "kind": "paid",
    "firstDay": "2027-03-01",
    "lastDay": "2027-05-31",
    "signedOn": "2026-01-16",
    "period": null,
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   }
  ],
  "transferId": "tra_1",
  "opened": [],
  "closed": [],
  "moved": [],
  "impact": []
 },
 "undoImport": {
  "id": "imp_4yky9t4b6bbhqtjvhffqbe4g2q",
  "state": "undoing",
  "dryRun": false,
  "bytes": 13,
  "percent": 0,
  "records": {
   "read": 0,
   "created": 0,
   "known": 0,
   "failed": 0
  },
  "text": "0 records: 0 created, 0 known, 0 failed",
  "columnsLeftOut": [],
  "sheet": null,
  "sheetsLeftOut": [],
  "hiddenColumns": [],
  "failure": {
   "code": "headings",
   "detail": "the headings of the file are not those of an export; missing: 客户编号, 客户名称, 客户级别, 地区, 合同号, 许可证号, 产品系列, 产品名称, 版本, 定制模块, 购买日期, 续费记录, 联系人, 电话, 邮箱, 客户经理, 备注; repeated: -. The heading is looked for in the first 20 rows; compare the template of imports"
  },
  "undo": {
   "reason": "文件有误，更正后重新导入",
   "contracts": null,
   "customers": null,
   "kept": null
  },
  "revision": 2
 },
 "undoMerge": {
  "id": "cus_4rpxwe1x9wampa24mm4fzjhza7",
  "mergedInto": null,
  "revision": 1
 },
 "useAllowance": {
  "id": "con_5xze2a6nvqa7qak7tffze6epwj",
  "contractNo": "XS-2025-0311",
  "revision": 14,
  "terms": [
   {
    "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz",
    "kind": "free",
    "firstDay": "2025-03-01",
    "lastDay": "2026-03-01",
    "signedOn": "2025-03-01",
    "period": "P1Y",
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   },
   {
    "termId": "trm_4ajy1qnc9na4ks95bkkyzgen3c",
    "kind": "paid",
    "firstDay": "2026-03-02",
    "lastDay": "2027-03-01",
    "signedOn": "2026-01-15",
    "period": "P1Y",
    "payment": "due",
    "paidOn": null,
    "fee": {
     "amount": "12000.00",
     "currency": "CNY"
    },
    "documentNo": "QF-2026-17",
    "policyVersion": 1
   },
   {
    "termId": "trm_5qsyyca5jjb67b8v23ywtcynsx",
    "kind": "paid",
    "firstDay": "2027-03-02",
    "lastDay": "2027-05-31",
    "signedOn": "2026-01-16",
    "period": null,
    "payment": "paid",
    "paidOn": null,
    "fee": null,
    "documentNo": null,
    "policyVersion": 1
   }
  ],
  "useId": "use_5nsjf2wnpmaecr7kr2gmz91tqe",
  "termId": "trm_3f7en3ywm1bwxbxpf5q6w79scz"
 }
};
export const problems: Readonly<Record<string, unknown>> = {
 "cursor-invalid": {
  "type": "urn:service-ledger:problem:cursor-invalid",
  "title": "Invalid cursor",
  "status": 400,
  "detail": "The cursor was not given by this list. Leave it out to read from the beginning.",
  "code": "cursor-invalid",
  "correlationId": "req-example"
 },
 "forbidden": {
  "type": "urn:service-ledger:problem:forbidden",
  "title": "Not allowed",
  "status": 403,
  "detail": "The role support may not do this; those that may: sales, admin.",
  "code": "forbidden",
  "correlationId": "req-example"
 },
 "header-invalid": {
  "type": "urn:service-ledger:problem:header-invalid",
  "title": "Invalid header",
  "status": 400,
  "detail": "The header Ledger-Min-Position is 'x y'; it must be Ledger-Position.",
  "code": "header-invalid",
  "correlationId": "req-example"
 },
 "idempotency-key-reused": {
  "type": "urn:service-ledger:problem:idempotency-key-reused",
  "title": "Idempotency key reused",
  "status": 422,
  "detail": "This `Idempotency-Key` was used before with another body. Take a new key for a new command, or send the same body to retry.",
  "code": "idempotency-key-reused",
  "correlationId": "req-example"
 },
 "invalid": {
  "type": "urn:service-ledger:problem:invalid",
  "title": "Invalid request",
  "status": 400,
  "detail": "2 value(s) are not as they must be; see errors, which lists at most 100.",
  "code": "invalid",
  "errors": [
   {
    "pointer": "/code",
    "code": "not-a-line",
    "detail": "'' cannot be used; write one line that is not blank, of at most 100 characters, without line breaks, tabs, control characters and characters that change the direction of writing."
   },
   {
    "pointer": "/level",
    "code": "not-one-of",
    "detail": "'gold' is not one of the values allowed: standard, key, vip."
   }
  ],
  "correlationId": "req-example"
 },
 "malformed-json": {
  "type": "urn:service-ledger:problem:malformed-json",
  "title": "Malformed JSON",
  "status": 400,
  "detail": "The body is not valid JSON. Check quotes, commas and the encoding (UTF-8), then send it again.",
  "code": "malformed-json",
  "correlationId": "req-example"
 },
 "media-type-unsupported": {
  "type": "urn:service-ledger:problem:media-type-unsupported",
  "title": "Unsupported media type",
  "status": 415,
  "detail": "The content type 'text/plain' is not supported. Send `Content-Type: application/json`.",
  "code": "media-type-unsupported",
  "correlationId": "req-example"
 },
 "not-found": {
  "type": "urn:service-ledger:problem:not-found",
  "title": "Not found",
  "status": 404,
  "detail": "There is nothing called 'con_nothing'. Check it, and the vendor of your credential.",
  "code": "not-found",
  "correlationId": "req-example"
 },
 "not-suspended": {
  "type": "urn:service-ledger:problem:not-suspended",
  "title": "Not suspended",
  "status": 409,
  "detail": "The contract is not suspended on 2026-06-01. Correct `on`.",
  "code": "not-suspended",
  "rule": "C5",
  "errors": [
   {
    "pointer": "/on",
    "code": "way-out",
    "detail": "Give or correct this; `detail` names the reason."
   }
  ],
  "correlationId": "req-example"
 },
 "number-held": {
  "type": "urn:service-ledger:problem:number-held",
  "title": "Number taken",
  "status": 409,
  "detail": "'KH00900' belongs to 'cus_78e4y3fpheaqtvqtvvaykbt8sj'. Check the number, or use the record that is there.",
  "code": "number-held",
  "rule": "C1",
  "correlationId": "req-example"
 },
 "signed-before-purchase": {
  "type": "urn:service-ledger:problem:signed-before-purchase",
  "title": "Signed before the purchase",
  "status": 409,
  "detail": "The day of signing 2020-01-01 lies before the purchase on 2025-03-01. Correct `signedOn`.",
  "code": "signed-before-purchase",
  "rule": "C2",
  "errors": [
   {
    "pointer": "/signedOn",
    "code": "way-out",
    "detail": "Give or correct this; `detail` names the reason."
   }
  ],
  "correlationId": "req-example"
 },
 "stale": {
  "type": "urn:service-ledger:problem:stale",
  "title": "Stale revision",
  "status": 412,
  "detail": "The revision is 0, not 99. Read it again before you change it.",
  "code": "stale",
  "correlationId": "req-example"
 },
 "unauthenticated": {
  "type": "urn:service-ledger:problem:unauthenticated",
  "title": "Credential required",
  "status": 401,
  "detail": "There is no valid credential. Send `Authorization: Bearer` with an API key; the key may have been revoked.",
  "code": "unauthenticated",
  "correlationId": "req-example"
 },
 "vendor-required": {
  "type": "urn:service-ledger:problem:vendor-required",
  "title": "Vendor required",
  "status": 400,
  "detail": "This credential is for several vendors. Name one with the header `Ledger-Vendor`.",
  "code": "vendor-required",
  "correlationId": "req-example"
 },
 "vendor-unknown": {
  "type": "urn:service-ledger:problem:vendor-unknown",
  "title": "Unknown vendor",
  "status": 404,
  "detail": "There is no vendor 'nobody'. Check the header `Ledger-Vendor`, or publish the vendor's policy first.",
  "code": "vendor-unknown",
  "correlationId": "req-example"
 }
};
