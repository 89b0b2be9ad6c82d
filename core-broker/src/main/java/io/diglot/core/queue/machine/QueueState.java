package io.diglot.core.queue.machine;

import io.diglot.core.model.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where queues begin, which leader epochs there were, and which producer ids may be in use. */
public final class QueueState {
  private final Map<Long, Long> starts = new ConcurrentHashMap<>();
  private volatile List<Epoch> epochs = List.of();
  private volatile long producerIdsEnd;

  /**
   * A leader epoch.
   *
   * @param number its number
   * @param position what stands there or after belongs to it, or to a later one
   */
  public record Epoch(int number, long position) {}

  /** Takes an event in that stands at the position. */
  public void apply(QueueEvent event, long position) {
    if (event instanceof QueueEvent.Trimmed trimmed) {
      trimmed.trims().forEach(trim -> starts.merge(trim.queueKey(), trim.startOffset(), Math::max));
    } else if (event instanceof QueueEvent.EpochStarted started) {
      List<Epoch> longer = new ArrayList<>(epochs);
      longer.add(new Epoch(started.epoch(), position));
      epochs = List.copyOf(longer);
    } else if (event instanceof QueueEvent.TopicGone gone) {
      starts.keySet().removeIf(queueKey -> Topic.topicNumber(queueKey) == gone.topicNumber());
    } else if (event instanceof QueueEvent.ProducerIdsReserved reserved) {
      producerIdsEnd = reserved.end();
    }
  }

  /** Starts that were moved, by queue key. */
  public Map<Long, Long> starts() {
    return Map.copyOf(starts);
  }

  /** All epochs, oldest first. */
  public List<Epoch> epochs() {
    return epochs;
  }

  /** The newest epoch's number, or -1 before the first. */
  public int newestEpoch() {
    List<Epoch> known = epochs;
    return known.isEmpty() ? -1 : known.get(known.size() - 1).number();
  }

  /** The first producer id that was surely never given out. */
  public long producerIdsEnd() {
    return producerIdsEnd;
  }

  /** Replaces everything. */
  public void restore(
      Map<Long, Long> knownStarts, Collection<Epoch> knownEpochs, long knownProducerIdsEnd) {
    starts.clear();
    starts.putAll(knownStarts);
    epochs = List.copyOf(knownEpochs);
    producerIdsEnd = knownProducerIdsEnd;
  }
}
