package io.diglot.nativeprotocol.consumer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * RocketMQ's strategies by which members divide queues; every member must come to the same result.
 */
enum QueueSharing {
  /** Each member gets a row of neighbours. */
  AVG {
    @Override
    <T> List<T> share(List<T> queues, int member, int members) {
      int rest = queues.size() % members;
      int size = queues.size() / members + (member < rest ? 1 : 0);
      int start = member * (queues.size() / members) + Math.min(member, rest);
      return List.copyOf(queues.subList(start, start + size));
    }
  },
  /** Each member gets every n-th queue. */
  AVG_BY_CIRCLE {
    @Override
    <T> List<T> share(List<T> queues, int member, int members) {
      List<T> share = new ArrayList<>();
      for (int i = member; i < queues.size(); i += members) {
        share.add(queues.get(i));
      }
      return share;
    }
  };

  /** The queues of one member, counted from 0. */
  abstract <T> List<T> share(List<T> queues, int member, int members);

  static Optional<QueueSharing> of(String name) {
    for (QueueSharing sharing : values()) {
      if (sharing.name().equals(name)) {
        return Optional.of(sharing);
      }
    }
    return Optional.empty();
  }
}
