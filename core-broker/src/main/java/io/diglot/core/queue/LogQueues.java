package io.diglot.core.queue;

import io.diglot.core.convert.CommonRecord;
import io.diglot.core.convert.RecordHandle;
import io.diglot.core.convert.Records;
import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Decision;
import io.diglot.core.model.Result;
import io.diglot.core.queue.machine.ProducerSequence;
import io.diglot.core.queue.machine.QueueEvent;
import io.diglot.core.queue.machine.QueueState;
import io.diglot.core.runtime.Control;
import io.diglot.core.runtime.Refusals;
import io.diglot.core.runtime.Shard;
import io.diglot.store.AppendResult;
import io.diglot.store.Frame;
import io.diglot.store.FrameDraft;
import io.diglot.store.FrameKind;
import io.diglot.store.FrameRun;
import io.diglot.store.FrameSelector;
import io.diglot.store.Log;
import io.diglot.store.Log.DurableAction;
import io.diglot.store.QueueEnds;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** {@link Queues} on the log. */
public final class LogQueues implements Queues {
  private static final EpochEnd UNKNOWN_EPOCH = new EpochEnd(-1, -1);

  private final Log log;
  private final Control control;
  private final ProducerView producers;
  private final QueueState state;
  private final Arrivals arrivals;
  private final Records records;
  private final Executor readerPool;
  private final Shard<QueueEvent> shard;

  LogQueues(
      Log log,
      Control control,
      QueueViews views,
      Arrivals arrivals,
      Records records,
      Executor readerPool) {
    this.log = log;
    this.control = control;
    this.producers = views.producers();
    this.state = views.queues().state();
    this.arrivals = arrivals;
    this.records = records;
    this.readerPool = readerPool;
    this.shard =
        new Shard<>(control, log, views.queues().codec(), events -> events.forEach(this::applied));
    state.starts().forEach(log::trim);
  }

  @Override
  public Result<Stored> append(FrameDraft draft) {
    return announced(draft, log.append(draft));
  }

  @Override
  public Result<Stored> append(List<FrameDraft> drafts) {
    AppendResult result = log.append(drafts);
    if (result instanceof AppendResult.Refused refused) {
      return Refusals.of(refused);
    }
    AppendResult.Appended appended = (AppendResult.Appended) result;
    long end = appended.baseOffset();
    for (FrameDraft draft : drafts) {
      end += draft.recordCount();
      arrivals.arrived(draft, end);
    }
    return stored(appended);
  }

  @Override
  public Result<Stored> append(FrameDraft draft, ProducerStamp stamp) {
    ProducerTable table = producers.table(draft.queue());
    AppendResult result;
    synchronized (table) {
      ProducerSequence known = producers.find(table, stamp.producerId(), control.now());
      if (known != null) {
        Result<Stored> answer = answerWithoutAppend(known, stamp);
        if (answer != null) {
          return answer;
        }
      }
      result = log.append(draft);
    }
    return announced(draft, result);
  }

  private @Nullable Result<Stored> answerWithoutAppend(
      ProducerSequence known, ProducerStamp stamp) {
    return switch (known.judge(stamp.epoch(), stamp.baseSequence(), stamp.lastSequence())) {
      case NEXT -> null;
      case DUPLICATE ->
          Result.ok(duplicate(known, known.find(stamp.baseSequence(), stamp.lastSequence())));
      case OUT_OF_ORDER ->
          Result.failed(
              BrokerError.OUT_OF_ORDER_SEQUENCE,
              "sequence "
                  + stamp.baseSequence()
                  + " of producer "
                  + stamp.producerId()
                  + " does not follow "
                  + known.lastSequence(known.slot(0)));
      case OLD_EPOCH ->
          Result.failed(
              BrokerError.INVALID_PRODUCER_EPOCH,
              "epoch "
                  + stamp.epoch()
                  + " of producer "
                  + stamp.producerId()
                  + " is older than "
                  + known.epoch());
    };
  }

  private Stored duplicate(ProducerSequence known, int slot) {
    // Waiting for all that is stored now waits for the first copy too.
    return new Stored(
        known.position(slot),
        log.endPosition(),
        known.baseOffset(slot),
        known.storeTimestamp(slot),
        true);
  }

  private Result<Stored> announced(FrameDraft draft, AppendResult result) {
    if (result instanceof AppendResult.Refused refused) {
      return Refusals.of(refused);
    }
    AppendResult.Appended appended = (AppendResult.Appended) result;
    arrivals.arrived(draft, appended.baseOffset() + draft.recordCount());
    return stored(appended);
  }

  private static Result<Stored> stored(AppendResult.Appended appended) {
    return Result.ok(
        new Stored(
            appended.position(),
            appended.endPosition(),
            appended.baseOffset(),
            appended.storeTimestamp(),
            false));
  }

  @Override
  public void whenDurable(long endPosition, DurableAction action) {
    log.whenDurable(endPosition, action);
  }

  @Override
  public QueueEnds ends(long queueKey) {
    return log.ends(queueKey);
  }

  @Override
  public FrameRun read(long queueKey, long fromOffset, FrameSelector selector) {
    return log.read(queueKey, fromOffset, selector);
  }

  @Override
  public Optional<FrameRun> holding(long handle) {
    return log.at(RecordHandle.position(handle, log.endPosition()));
  }

  @Override
  public long firstOffsetSince(long queueKey, long timestamp) {
    QueueEnds ends = log.ends(queueKey);
    long from = log.firstFrameSince(queueKey, timestamp);
    while (from < ends.end()) {
      try (FrameRun run = log.read(queueKey, from, new OneFrame(timestamp))) {
        if (run.frames().isEmpty()) {
          break;
        }
        Frame frame = run.frames().get(0);
        long found = firstOffsetSince(frame, timestamp, ends.start());
        if (found >= 0) {
          return found;
        }
        from = frame.endOffset();
      }
    }
    return ends.end();
  }

  private long firstOffsetSince(Frame frame, long timestamp, long start) {
    if (frame.kind() != FrameKind.KAFKA) {
      return Math.max(start, frame.baseOffset());
    }
    for (CommonRecord candidate : records.of(frame)) {
      if (candidate.offset() >= start && candidate.bornTimestamp() >= timestamp) {
        return candidate.offset();
      }
    }
    return -1;
  }

  @Override
  public Optional<TimedOffset> greatestTimestamp(long queueKey) {
    long base = log.frameOfGreatestTimestamp(queueKey);
    if (base < 0) {
      return Optional.empty();
    }
    try (FrameRun run = log.read(queueKey, base, new OneFrame(Long.MIN_VALUE))) {
      if (run.frames().isEmpty()) {
        return Optional.empty();
      }
      Frame frame = run.frames().get(0);
      if (frame.kind() != FrameKind.KAFKA) {
        return Optional.of(new TimedOffset(frame.baseOffset(), frame.greatestTimestamp()));
      }
      return records.of(frame).stream()
          .max(
              Comparator.comparingLong(CommonRecord::bornTimestamp)
                  .thenComparing(CommonRecord::offset, Comparator.reverseOrder()))
          .map(latest -> new TimedOffset(latest.offset(), latest.bornTimestamp()));
    }
  }

  @Override
  public boolean isHot(long queueKey, long fromOffset, long toOffset, long bytes) {
    return log.isHot(queueKey, fromOffset, toOffset, bytes);
  }

  @Override
  public boolean isRecent(long queueKey, long fromOffset) {
    return log.isRecent(queueKey, fromOffset);
  }

  @Override
  public Executor readerPool() {
    return readerPool;
  }

  @Override
  public Watch watch(long[] queueKeys, ArrivalListener listener) {
    return arrivals.watch(queueKeys, listener);
  }

  @Override
  public CompletionStage<Result<QueueEnds>> deleteBefore(long queueKey, long offset) {
    return shard.run(now -> decideDelete(queueKey, offset));
  }

  private Decision<QueueEnds, QueueEvent> decideDelete(long queueKey, long offset) {
    QueueEnds ends = log.ends(queueKey);
    if (offset < 0 || offset > ends.end()) {
      return Decision.failed(
          BrokerError.OFFSET_OUT_OF_RANGE,
          "offset " + offset + " is not between " + ends.start() + " and " + ends.end());
    }
    if (offset <= ends.start()) {
      return Decision.unchanged(ends);
    }
    QueueEvent event = new QueueEvent.Trimmed(List.of(new QueueEvent.Trim(queueKey, offset)));
    return Decision.ok(new QueueEnds(offset, ends.end()), List.of(event));
  }

  /**
   * Moves the starts of many queues forward, durably; a start that is there already is left out.
   *
   * @return how many moved
   */
  public CompletionStage<Result<Integer>> trim(List<QueueEvent.Trim> trims) {
    return shard.run(
        now -> {
          List<QueueEvent.Trim> effective =
              trims.stream()
                  .filter(trim -> trim.startOffset() > log.ends(trim.queueKey()).start())
                  .toList();
          return effective.isEmpty()
              ? Decision.unchanged(0)
              : Decision.ok(effective.size(), List.of(new QueueEvent.Trimmed(effective)));
        });
  }

  /**
   * Begins a leader epoch unless the newest one still holds: when there is none, or when the last
   * shutdown was not clean and clients may have seen records that are gone.
   */
  public CompletionStage<Result<Integer>> startEpoch(boolean clean) {
    return shard.run(
        now -> {
          int newest = state.newestEpoch();
          if (clean && newest >= 0) {
            return Decision.unchanged(newest);
          }
          // What a power cut took may have been of an epoch that is gone with it. The log's own
          // epoch
          // is not, so that clients who saw that one learn of the cut.
          int epoch = Math.max(newest + 1, log.epoch() - 1);
          return Decision.ok(epoch, List.of(new QueueEvent.EpochStarted(epoch)));
        });
  }

  private void applied(QueueEvent event) {
    if (event instanceof QueueEvent.Trimmed trimmed) {
      trimmed.trims().forEach(trim -> log.trim(trim.queueKey(), trim.startOffset()));
    }
  }

  @Override
  public int leaderEpoch() {
    return Math.max(0, state.newestEpoch());
  }

  @Override
  public EpochEnd epochEnd(long queueKey, int epoch) {
    List<QueueState.Epoch> epochs = state.epochs();
    if (epochs.isEmpty() || epoch > epochs.get(epochs.size() - 1).number()) {
      return UNKNOWN_EPOCH;
    }
    int asked = epoch;
    for (int next = 0; next < epochs.size(); next++) {
      if (epochs.get(next).number() > epoch) {
        long end = offsetAtPosition(queueKey, epochs.get(next).position());
        return new EpochEnd(asked, end);
      }
      asked = epochs.get(next).number();
    }
    return new EpochEnd(asked, log.ends(queueKey).end());
  }

  /**
   * Offset of the queue's first frame at or after a position: positions grow with offsets, so
   * halve.
   */
  private long offsetAtPosition(long queueKey, long position) {
    QueueEnds ends = log.ends(queueKey);
    long low = ends.start();
    long high = ends.end();
    while (low < high) {
      long middle = (low + high) >>> 1;
      try (FrameRun run = log.read(queueKey, middle, new OneFrame(Long.MIN_VALUE))) {
        if (run.frames().isEmpty() || run.frames().get(0).position() >= position) {
          high =
              run.frames().isEmpty()
                  ? middle
                  : Math.min(middle, Math.max(low, run.frames().get(0).baseOffset()));
        } else {
          low = run.frames().get(0).endOffset();
        }
      }
    }
    return low;
  }

  /** Takes the first frame that reaches a time. */
  private static final class OneFrame implements FrameSelector {
    private final long timestamp;
    private boolean taken;

    OneFrame(long timestamp) {
      this.timestamp = timestamp;
    }

    @Override
    public Choice choose(
        FrameKind kind,
        long baseOffset,
        int recordCount,
        int size,
        int tagHash,
        long greatestTimestamp) {
      if (taken) {
        return Choice.STOP;
      }
      taken = greatestTimestamp >= timestamp;
      return taken ? Choice.TAKE : Choice.SKIP;
    }
  }
}
