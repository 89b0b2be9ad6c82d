package io.diglot.server.config;

/** How the text of a value is read. */
@FunctionalInterface
interface ValueType<T> {

  /** The value that the text (without surrounding blanks) stands for. */
  T parse(String text) throws BadValueException;
}
