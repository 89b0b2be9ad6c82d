package io.diglot.server.config;

/**
 * One key of the configuration.
 *
 * @param name as it stands in the file: RocketMQ's own for RocketMQ's concepts, Kafka's for Kafka's
 * @param type how its value is read
 * @param defaultText the value of a file that does not mention it
 * @param doc what it is, in one line
 */
record Key<T>(String name, ValueType<T> type, String defaultText, String doc) {

  T parse(String text) throws BadValueException {
    return type.parse(text);
  }
}
