package io.diglot.nativeprotocol.admin;

import io.diglot.core.model.QueueName;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tables by queue, in the order in which tools show them. */
final class QueueOrder {
  private QueueOrder() {}

  static <T> SortedMap<QueueName, T> newTable() {
    return new TreeMap<>(Comparator.comparing(QueueName::topic).thenComparing(QueueName::queueId));
  }
}
