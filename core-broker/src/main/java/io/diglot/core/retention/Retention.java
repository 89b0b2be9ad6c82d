package io.diglot.core.retention;

import io.diglot.core.delay.LogDelays;
import io.diglot.core.model.Result;
import io.diglot.core.model.Topic;
import io.diglot.core.queue.LogQueues;
import io.diglot.core.queue.machine.QueueEvent;
import io.diglot.core.runtime.Control;
import io.diglot.core.topic.TopicDefaults;
import io.diglot.core.topic.TopicSettings;
import io.diglot.core.topic.Topics;
import io.diglot.store.FrameKind;
import io.diglot.store.FrameSelector;
import io.diglot.store.Log;
import io.diglot.store.QueueEnds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the queues' starts over what is too old or too much, frame by frame, and then has the log
 * drop the segments in which nobody can read anything any more. Timers that are open in such a
 * segment are carried forward first.
 *
 * <p>Looking for what may go runs on a worker; the moves themselves are the queues' durable events.
 */
public final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final int TRIMS_PER_EVENT = 1000;

  private final Log log;
  private final Control control;
  private final LogQueues queues;
  private final Topics topics;
  private final LogDelays delays;
  private final TopicDefaults defaults;
  private final RetentionConfig config;
  private final Executor worker;

  /**
   * Does nothing before {@link #start} or {@link #run}.
   *
   * @param worker runs what looks through the log's index and deletes files
   */
  public Retention(
      Log log,
      Control control,
      LogQueues queues,
      Topics topics,
      LogDelays delays,
      TopicDefaults defaults,
      RetentionConfig config,
      Executor worker) {
    this.log = log;
    this.control = control;
    this.queues = queues;
    this.topics = topics;
    this.delays = delays;
    this.defaults = defaults;
    this.config = config;
    this.worker = worker;
  }

  /** Runs from now on in the configured interval; a run that takes longer puts the next one off. */
  public void start() {
    control.schedule(config.interval().toMillis(), this::runAndStart);
  }

  private void runAndStart() {
    run()
        .whenComplete(
            (dropped, failure) -> {
              if (failure != null) {
                LOG.error("retention failed and is tried again later", failure);
              }
              again();
            });
  }

  private void again() {
    try {
      start();
    } catch (RejectedExecutionException e) {
      LOG.debug("no retention any more: the broker is stopping", e);
    }
  }

  /** Runs once. The stage says how many segments were dropped. */
  public CompletionStage<Integer> run() {
    long now = control.now();
    return CompletableFuture.supplyAsync(() -> expired(now), worker)
        .thenCompose(this::trim)
        .thenComposeAsync(trimmed -> drop(now), worker);
  }

  private List<QueueEvent.Trim> expired(long now) {
    List<QueueEvent.Trim> trims = new ArrayList<>();
    for (Topic topic : topics.all()) {
      if (Set.of(defaults.effective(topic, TopicSettings.CLEANUP_POLICY).split(",", -1))
          .contains("delete")) {
        long age = defaults.effectiveLong(topic, TopicSettings.RETENTION_MS);
        long bytes = defaults.effectiveLong(topic, TopicSettings.RETENTION_BYTES);
        for (int queueId = 0; queueId < topic.queueCount(); queueId++) {
          addExpired(topic.queueKey(queueId), age < 0 ? Long.MIN_VALUE : now - age, bytes, trims);
        }
      }
    }
    return trims;
  }

  private void addExpired(
      long queueKey, long keepSince, long keepBytes, List<QueueEvent.Trim> trims) {
    QueueEnds ends = log.ends(queueKey);
    if (ends.start() == ends.end()) {
      return;
    }
    long start =
        keepSince == Long.MIN_VALUE ? ends.start() : log.firstFrameSince(queueKey, keepSince);
    if (keepBytes >= 0) {
      start = Math.max(start, startOfLast(keepBytes, queueKey, ends));
    }
    if (start > ends.start()) {
      trims.add(new QueueEvent.Trim(queueKey, Math.min(start, ends.end())));
    }
  }

  /**
   * Where a queue has to begin so that it holds so many bytes at most; its newest frame always
   * stays.
   */
  private long startOfLast(long keepBytes, long queueKey, QueueEnds ends) {
    Sizes all = sizes(queueKey, ends.start(), Long.MAX_VALUE);
    if (all.bytes <= keepBytes) {
      return ends.start();
    }
    Sizes excess = sizes(queueKey, ends.start(), all.bytes - keepBytes);
    return Math.min(excess.endOffset, all.lastBase);
  }

  private Sizes sizes(long queueKey, long from, long enough) {
    Sizes sizes = new Sizes(enough);
    log.read(queueKey, from, sizes).close();
    return sizes;
  }

  /** Skips frames until they are so many bytes together, and counts. */
  private static final class Sizes implements FrameSelector {
    private final long enough;
    private long bytes;
    private long lastBase;
    private long endOffset;

    Sizes(long enough) {
      this.enough = enough;
    }

    @Override
    public Choice choose(
        FrameKind kind,
        long baseOffset,
        int recordCount,
        int size,
        int tagHash,
        long greatestTimestamp) {
      if (bytes >= enough) {
        return Choice.STOP;
      }
      bytes += size;
      lastBase = baseOffset;
      endOffset = baseOffset + recordCount;
      return Choice.SKIP;
    }
  }

  private CompletionStage<Integer> trim(List<QueueEvent.Trim> trims) {
    CompletionStage<Integer> done = CompletableFuture.completedStage(0);
    for (int from = 0; from < trims.size(); from += TRIMS_PER_EVENT) {
      List<QueueEvent.Trim> part =
          trims.subList(from, Math.min(trims.size(), from + TRIMS_PER_EVENT));
      done = done.thenCompose(before -> queues.trim(part)).thenApply(Retention::moved);
    }
    return done;
  }

  private static int moved(Result<Integer> result) {
    return result.fold(
        count -> count,
        (error, detail) -> {
          LOG.warn("old records stay in sight for now: {}", detail);
          return 0;
        });
  }

  private CompletionStage<Integer> drop(long now) {
    int hour = Instant.ofEpochMilli(now).atZone(config.zone()).getHour();
    if (!config.dropHours().isEmpty() && !config.dropHours().contains(hour)) {
      return CompletableFuture.completedStage(0);
    }
    Unread unread = new Unread(now);
    int dropped = log.retain(unread);
    if (dropped == unread.count) {
      return CompletableFuture.completedStage(dropped);
    }
    return delays
        .carryForward(unread.endPosition)
        .thenApplyAsync(carried -> dropped + (carried ? log.retain(new Unread(now)) : 0), worker);
  }

  /** Lets segments go in which no queue has a record that can be read; remembers which. */
  private final class Unread implements Log.RetentionPolicy {
    private final long now;
    private int count;
    private long endPosition;

    Unread(long now) {
      this.now = now;
    }

    @Override
    public boolean mayDrop(Log.SealedSegment segment) {
      for (Log.QueueShare share : segment.queues()) {
        Optional<Topic> topic = topics.find(Topic.topicNumber(share.queue()));
        if (topic.isPresent() && isKept(topic.get(), share)) {
          return false;
        }
      }
      count++;
      endPosition = segment.endPosition();
      return true;
    }

    /**
     * A queue that its topic was shrunk by has no start that moves, but may come back with its
     * records as long as they are young.
     */
    private boolean isKept(Topic topic, Log.QueueShare share) {
      if (topic.hasQueue(Topic.queueId(share.queue()))) {
        return share.endOffset() > log.ends(share.queue()).start();
      }
      long age = defaults.effectiveLong(topic, TopicSettings.RETENTION_MS);
      return age < 0 || share.greatestStoreTimestamp() >= now - age;
    }
  }
}
