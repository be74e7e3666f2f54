let isWatched = false;

/** A reader that has seen enough (`| head`) closes the pipe: the command ends quietly, as one that is done. */
export const endWithReader = (): void => {
  if (isWatched) return;
  isWatched = true;
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit(0);
    });
};
