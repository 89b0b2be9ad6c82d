package io.diglot.core.group.machine;

import io.diglot.core.model.QueueName;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who may consume which queue in order (RocketMQ request codes 41 and 42). A lock ends by itself
 * unless its holder takes it again, which clients do every 20 s. Changed by one thread; {@link
 * #isLocked} may be called by any.
 */
public final class QueueLocks {
  /** Milliseconds for which a lock holds. */
  public static final long HOLDS = Duration.ofMinutes(1).toMillis();

  private final Map<Key, Lock> locks = new ConcurrentHashMap<>();

  private record Key(String group, QueueName queue) {}

  private record Lock(String clientId, long until) {}

  /** No locks. */
  public QueueLocks() {}

  /** Takes or prolongs locks; answers the queues that the client holds now, of those asked for. */
  public Set<QueueName> lock(String group, String clientId, Set<QueueName> queues, long now) {
    Set<QueueName> held = new HashSet<>();
    for (QueueName queue : queues) {
      Key key = new Key(group, queue);
      Lock lock = locks.get(key);
      if (lock == null || lock.until <= now || lock.clientId.equals(clientId)) {
        locks.put(key, new Lock(clientId, now + HOLDS));
        held.add(queue);
      }
    }
    return Set.copyOf(held);
  }

  /** Gives locks back; answers those that the client held. */
  public Set<QueueName> unlock(String group, String clientId, Set<QueueName> queues) {
    Set<QueueName> given = new HashSet<>();
    for (QueueName queue : queues) {
      Key key = new Key(group, queue);
      Lock lock = locks.get(key);
      if (lock != null && lock.clientId.equals(clientId)) {
        locks.remove(key);
        given.add(queue);
      }
    }
    return Set.copyOf(given);
  }

  /** Whether somebody in the group holds the queue. */
  public boolean isLocked(String group, QueueName queue, long now) {
    Lock lock = locks.get(new Key(group, queue));
    return lock != null && lock.until > now;
  }

  /** Forgets what has ended. */
  public void expire(long now) {
    locks.values().removeIf(lock -> lock.until <= now);
  }
}
