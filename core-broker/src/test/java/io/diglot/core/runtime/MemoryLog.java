package io.diglot.core.runtime;

import io.diglot.store.AppendResult;
import io.diglot.store.Frame;
import io.diglot.store.FrameDraft;
import io.diglot.store.FrameKind;
import io.diglot.store.FrameRun;
import io.diglot.store.FrameSelector;
import io.diglot.store.Log;
import io.diglot.store.QueueEnds;
import io.diglot.store.RecoveryReport;
import io.diglot.store.View;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A log in memory, to test on what stands above a log: frames survive {@link #reopen}, refusals are
 * on demand.
 */
public final class MemoryLog implements Log {
  private final InstantSource clock;
  private final int epoch;
  private final int replayed;
  private final TreeMap<Long, Frame> frames;
  private final Map<Long, Long> ends = new HashMap<>();
  private final Map<Long, Long> starts = new HashMap<>();
  private final List<View> views;
  private final List<SealedSegment> sealed = new ArrayList<>();
  private AppendResult.Refusal refusal;
  private Optional<Error> failure = Optional.empty();
  private int durableWaits;
  private int mostTogether = Integer.MAX_VALUE;
  private boolean holdDurable;
  private final List<DurableAction> held = new ArrayList<>();
  private long nextPosition = 8;

  /** An empty log. */
  public MemoryLog(InstantSource clock, List<View> views) {
    this(clock, views, 1, Map.of());
  }

  private MemoryLog(InstantSource clock, List<View> views, int epoch, Map<Long, Frame> frames) {
    this.epoch = epoch;
    this.replayed = frames.size();
    this.clock = clock;
    this.views = new ArrayList<>(views);
    this.frames = new TreeMap<>();
    frames.values().forEach(this::take);
  }

  /** A log with the same frames, replayed into other views, as after a crash. */
  public synchronized MemoryLog reopen(List<View> newViews) {
    return new MemoryLog(clock, newViews, epoch + 1, frames);
  }

  /** A log without what stands at the position or after, as after a power cut. */
  public synchronized MemoryLog reopenWithout(long position, List<View> newViews) {
    return new MemoryLog(clock, newViews, epoch + 1, frames.headMap(position));
  }

  /** The same, with views that a snapshot of now was loaded into: nothing is replayed to them. */
  public synchronized MemoryLog reopen(List<View> newViews, List<View> loadedViews) {
    MemoryLog reopened = reopen(newViews);
    reopened.views.addAll(loadedViews);
    return reopened;
  }

  /** Refuses appends of more frames at once as too large for a segment. */
  public synchronized void refuseAppendsOfMoreThan(int frameCount) {
    mostTogether = frameCount;
  }

  /** Refuses all appends from now on, or none any more. */
  public synchronized void refuse(Optional<AppendResult.Refusal> reason) {
    refusal = reason.orElse(null);
  }

  /** Throws the error out of all appends of several frames from now on, or out of none any more. */
  public synchronized void failAppends(Optional<Error> error) {
    failure = error;
  }

  /** How often somebody asked to be told when the log is durable. */
  public synchronized int durableWaits() {
    return durableWaits;
  }

  /** Keeps durable actions back until {@link #releaseDurable}. */
  public synchronized void holdDurable() {
    holdDurable = true;
  }

  /** Runs what was kept back. */
  public synchronized void releaseDurable(boolean durable) {
    holdDurable = false;
    held.forEach(action -> action.run(durable));
    held.clear();
  }

  /** All frames. */
  public synchronized List<Frame> frames() {
    return List.copyOf(frames.values());
  }

  @Override
  public AppendResult append(FrameDraft draft) {
    return append(List.of(draft));
  }

  @Override
  public synchronized AppendResult append(List<FrameDraft> drafts) {
    if (failure.isPresent() && drafts.size() > 1) {
      throw failure.get();
    }
    if (refusal != null) {
      return new AppendResult.Refused(refusal);
    }
    if (drafts.size() > mostTogether) {
      return new AppendResult.Refused(AppendResult.Refusal.TOO_LARGE);
    }
    long position = nextPosition;
    long base = ends(drafts.get(0).queue()).end();
    long now = clock.millis();
    for (FrameDraft draft : drafts) {
      take(frame(draft, now));
    }
    return new AppendResult.Appended(position, nextPosition, base, now);
  }

  private Frame frame(FrameDraft draft, long now) {
    ByteBuffer copy = ByteBuffer.allocate(draft.payload().remaining());
    copy.put(draft.payload().duplicate()).flip();
    long base = draft.queue() == NO_QUEUE ? 0 : ends(draft.queue()).end();
    putIf(copy, draft.offsetField(), base);
    putIf(copy, draft.positionField(), nextPosition);
    putIf(copy, draft.storeTimeField(), now);
    return new Frame(
        draft.kind(),
        draft.queue(),
        nextPosition,
        base,
        draft.recordCount(),
        draft.tagHash(),
        now,
        draft.greatestTimestamp(),
        copy.asReadOnlyBuffer());
  }

  private static void putIf(ByteBuffer payload, int field, long value) {
    if (field != FrameDraft.NO_FIELD) {
      payload.putLong(field, value);
    }
  }

  private void take(Frame frame) {
    frames.put(frame.position(), frame);
    nextPosition = frame.position() + ((frame.payload().remaining() + 71L) / 8 * 8);
    if (frame.queue() != NO_QUEUE) {
      ends.put(frame.queue(), frame.endOffset());
    }
    for (View view : views) {
      if (view.wants(frame.kind())) {
        view.apply(frame);
      }
    }
  }

  @Override
  public void whenDurable(long endPosition, DurableAction action) {
    synchronized (this) {
      durableWaits++;
      if (holdDurable) {
        held.add(action);
        return;
      }
    }
    action.run(true);
  }

  @Override
  public synchronized QueueEnds ends(long queue) {
    long end = ends.getOrDefault(queue, 0L);
    return new QueueEnds(Math.min(starts.getOrDefault(queue, 0L), end), end);
  }

  @Override
  public synchronized void trim(long queue, long startOffset) {
    starts.merge(queue, Math.min(startOffset, ends(queue).end()), Math::max);
  }

  @Override
  public synchronized FrameRun read(long queue, long fromOffset, FrameSelector selector) {
    List<Frame> taken = new ArrayList<>();
    long next = Math.max(fromOffset, ends(queue).start());
    for (Frame frame : of(queue)) {
      if (frame.endOffset() <= next) {
        continue;
      }
      FrameSelector.Choice choice =
          selector.choose(
              frame.kind(),
              frame.baseOffset(),
              frame.recordCount(),
              frame.payload().remaining(),
              frame.tagHash(),
              frame.greatestTimestamp());
      if (choice == FrameSelector.Choice.STOP) {
        break;
      }
      if (choice == FrameSelector.Choice.TAKE) {
        taken.add(frame);
      }
      next = frame.endOffset();
    }
    return new Run(taken, next);
  }

  private List<Frame> of(long queue) {
    long start = ends(queue).start();
    return frames.values().stream()
        .filter(f -> f.queue() == queue && f.endOffset() > start)
        .toList();
  }

  @Override
  public synchronized Optional<FrameRun> at(long position) {
    return Optional.ofNullable(frames.get(position)).map(f -> new Run(List.of(f), f.endOffset()));
  }

  @Override
  public synchronized long firstFrameSince(long queue, long timestamp) {
    return of(queue).stream()
        .filter(f -> f.greatestTimestamp() >= timestamp)
        .mapToLong(Frame::baseOffset)
        .findFirst()
        .orElse(ends(queue).end());
  }

  @Override
  public synchronized long frameOfGreatestTimestamp(long queue) {
    long best = -1;
    long greatest = Long.MIN_VALUE;
    for (Frame frame : of(queue)) {
      if (frame.greatestTimestamp() > greatest) {
        greatest = frame.greatestTimestamp();
        best = frame.baseOffset();
      }
    }
    return best;
  }

  @Override
  public boolean isRecent(long queue, long fromOffset) {
    return true;
  }

  @Override
  public boolean isHot(long queue, long fromOffset, long toOffset, long bytes) {
    return true;
  }

  @Override
  public synchronized long startPosition() {
    return frames.isEmpty() ? nextPosition : frames.firstKey();
  }

  @Override
  public synchronized long endPosition() {
    return nextPosition;
  }

  @Override
  public synchronized boolean isWritable() {
    return refusal != AppendResult.Refusal.STOPPED;
  }

  @Override
  public synchronized int retain(RetentionPolicy policy) {
    long needed = views.stream().mapToLong(View::leastNeededPosition).min().orElse(Long.MAX_VALUE);
    int dropped = 0;
    while (!sealed.isEmpty()
        && policy.mayDrop(sealed.get(0))
        && sealed.get(0).endPosition() <= needed) {
      SealedSegment gone = sealed.remove(0);
      for (QueueShare share : gone.queues()) {
        trim(share.queue(), share.endOffset());
      }
      frames.headMap(gone.endPosition()).clear();
      dropped++;
    }
    return dropped;
  }

  /** Seals everything since the segment sealed before. */
  public synchronized void seal() {
    long from = sealed.isEmpty() ? 0 : sealed.get(sealed.size() - 1).endPosition();
    Map<Long, QueueShare> shares = new TreeMap<>();
    for (Frame frame : frames.tailMap(from).values()) {
      if (frame.queue() != NO_QUEUE) {
        long bytes = frame.payload().remaining();
        shares.put(
            frame.queue(),
            new QueueShare(frame.queue(), frame.endOffset(), 0, frame.storeTimestamp(), bytes));
      }
    }
    sealed.add(new SealedSegment(List.copyOf(shares.values()), 0, 0, clock.millis(), nextPosition));
  }

  @Override
  public void close() {}

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public RecoveryReport recovery() {
    return new RecoveryReport(true, replayed, 0, 0, 0);
  }

  /** Frames of this log by kind. */
  public List<Frame> frames(FrameKind kind) {
    return frames().stream().filter(frame -> frame.kind() == kind).toList();
  }

  private record Run(List<Frame> frames, long nextOffset) implements FrameRun {
    @Override
    public void close() {}
  }
}
