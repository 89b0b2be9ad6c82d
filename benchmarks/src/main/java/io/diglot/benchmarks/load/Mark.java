package io.diglot.benchmarks.load;

/** What a line of a client's output says of the time that is measured. */
enum Mark {
  /** Nothing. */
  NONE,
  /** It begins. */
  BEGIN,
  /** It ends here, if no later line says so again. */
  END
}
