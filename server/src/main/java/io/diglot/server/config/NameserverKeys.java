package io.diglot.server.config;

import java.util.List;

/** Every key that a name server knows when it runs on its own, with its default. */
final class NameserverKeys {
  static final Key<String> BIND_ADDRESS =
      new Key<>(
          "bindAddress",
          Values.text(),
          "127.0.0.1",
          "where listenPort listens; 0.0.0.0 is everywhere");
  static final Key<Integer> LISTEN_PORT =
      new Key<>("listenPort", Values.integer(0, 65535), "9876", "the port; 0 takes a free one");
  static final Key<String> KV_CONFIG_PATH =
      new Key<>(
          "kvConfigPath",
          Values.text(),
          "./data/nameserver/kvConfig.json",
          "the file of the key-value table");
  static final Key<Integer> SCAN_NOT_ACTIVE_BROKER_INTERVAL =
      new Key<>(
          "scanNotActiveBrokerInterval",
          Values.integer(100, 600_000),
          "5000",
          "milliseconds between looks for brokers that have been silent for too long");
  static final Key<Boolean> ORDER_MESSAGE_ENABLE =
      new Key<>(
          "orderMessageEnable",
          Values.flag(),
          "false",
          "whether routes bring the order configuration");
  static final Key<Boolean> RETURN_ORDER_TOPIC_CONFIG_TO_BROKER =
      new Key<>(
          "returnOrderTopicConfigToBroker",
          Values.flag(),
          "true",
          "whether the answer to a registration brings the order configurations");
  static final Key<Boolean> ENABLE_ALL_TOPIC_LIST =
      new Key<>("enableAllTopicList", Values.flag(), "true", "whether all topics may be listed");
  static final Key<Boolean> ENABLE_TOPIC_LIST =
      new Key<>(
          "enableTopicList",
          Values.flag(),
          "true",
          "whether the topics of a cluster may be listed");
  static final Key<Boolean> DELETE_TOPIC_WITH_BROKER_REGISTRATION =
      new Key<>(
          "deleteTopicWithBrokerRegistration",
          Values.flag(),
          "false",
          "whether a topic that a broker no longer registers is forgotten");

  /** All of them, in the order of the documentation. */
  static final List<Key<?>> ALL =
      List.of(
          BIND_ADDRESS,
          LISTEN_PORT,
          KV_CONFIG_PATH,
          SCAN_NOT_ACTIVE_BROKER_INTERVAL,
          ORDER_MESSAGE_ENABLE,
          RETURN_ORDER_TOPIC_CONFIG_TO_BROKER,
          ENABLE_ALL_TOPIC_LIST,
          ENABLE_TOPIC_LIST,
          DELETE_TOPIC_WITH_BROKER_REGISTRATION);

  private NameserverKeys() {}
}
