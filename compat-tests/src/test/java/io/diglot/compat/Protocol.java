package io.diglot.compat;

/** A world of clients. */
enum Protocol {
  KAFKA,
  ROCKETMQ
}
