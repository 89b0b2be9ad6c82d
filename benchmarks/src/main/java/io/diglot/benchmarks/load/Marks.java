package io.diglot.benchmarks.load;

/** Reads the output of a client, line by line. */
@FunctionalInterface
interface Marks {
  /** Those of the drivers of this module; Kafka's tools print none of them. */
  Marks DRIVER =
      line ->
          switch (line) {
            case "@begin" -> Mark.BEGIN;
            case "@end" -> Mark.END;
            default -> Mark.NONE;
          };

  /** Takes the next line. */
  Mark of(String line);
}
