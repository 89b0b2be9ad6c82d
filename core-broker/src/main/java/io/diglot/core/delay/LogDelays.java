package io.diglot.core.delay;

import io.diglot.core.delay.machine.OpenTimers;
import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Limits;
import io.diglot.core.model.Result;
import io.diglot.core.model.Topic;
import io.diglot.core.queue.Arrivals;
import io.diglot.core.queue.Stored;
import io.diglot.core.runtime.Control;
import io.diglot.core.runtime.EventFrames;
import io.diglot.core.runtime.Refusals;
import io.diglot.core.topic.Topics;
import io.diglot.store.AppendResult;
import io.diglot.store.Frame;
import io.diglot.store.FrameDraft;
import io.diglot.store.FrameRun;
import io.diglot.store.Log;
import io.diglot.store.View;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link Delays} on the log: a TIMER frame each, and on the control thread batches of deliveries,
 * each batch appended together with the event that closes its timers, which stands last: a crash
 * loses none, and repeats some only if it comes in the middle of that one append.
 */
public final class LogDelays implements Delays {
  private static final Logger LOG = LoggerFactory.getLogger(LogDelays.class);
  private static final int BATCH_TIMERS = 500;
  private static final int BATCH_BYTES = 1 << 20;

  /**
   * How late a step of the wall clock is noticed, and how soon a refused delivery is tried again.
   */
  private static final long TICK_MILLIS = 500;

  private final Log log;
  private final Control control;
  private final TimerView view;
  private final Topics topics;
  private final Arrivals arrivals;
  private final Limits limits;
  private volatile long wakesFor = Long.MAX_VALUE;
  private Control.Timer tick = () -> {};

  /** How many timers go together; fewer once a batch did not fit into a segment. */
  private int batchTimers = BATCH_TIMERS;

  /** What was delivered since {@link #carryForward} looked. */
  private final Set<Long> firedMeanwhile = new HashSet<>();

  private boolean carrying;

  private LogDelays(
      TimerView view, Log log, Control control, Topics topics, Arrivals arrivals, Limits limits) {
    this.view = view;
    this.log = log;
    this.control = control;
    this.topics = topics;
    this.arrivals = arrivals;
    this.limits = limits;
  }

  /** The timers' view, with which the log is to be opened. */
  public static DelayView view() {
    return new DelayView();
  }

  /** What the log brings to its end before there are delays. */
  public static final class DelayView {
    private final TimerView view = new TimerView();

    private DelayView() {}

    /** The view itself. */
    public View view() {
      return view;
    }

    /** The delays on the log that was opened with the view; {@link #start} sets them going. */
    public LogDelays open(
        Log log, Control control, Topics topics, Arrivals arrivals, Limits limits) {
      return new LogDelays(view, log, control, topics, arrivals, limits);
    }
  }

  /** Delivers from now on, first of all what became due while the broker was down. */
  public void start() {
    control.execute(this::deliverAndSleep);
  }

  @Override
  public Result<Stored> schedule(long dueTimestamp, FrameDraft draft) {
    if (dueTimestamp - control.now() > limits.maxDelayMillis()) {
      return Result.failed(
          BrokerError.INVALID_DELAY, "a delay lasts " + limits.maxDelayMillis() + " ms at most");
    }
    if (view.size() >= limits.maxOpenTimers()) {
      return Result.failed(
          BrokerError.FORBIDDEN, limits.maxOpenTimers() + " messages wait to be due already");
    }
    AppendResult result = log.append(TimerFrame.draft(dueTimestamp, draft));
    if (result instanceof AppendResult.Refused refused) {
      return Refusals.of(refused);
    }
    if (dueTimestamp < wakesFor) {
      wakeUp();
    }
    AppendResult.Appended appended = (AppendResult.Appended) result;
    return Result.ok(
        new Stored(
            appended.position(),
            appended.endPosition(),
            appended.baseOffset(),
            appended.storeTimestamp(),
            false));
  }

  private void wakeUp() {
    try {
      control.execute(this::deliverAndSleep);
    } catch (RejectedExecutionException e) {
      LOG.debug("the timer is stored and waits for the next start", e);
    }
  }

  /** How many messages are not due yet. */
  public int open() {
    return view.size();
  }

  private void deliverAndSleep() {
    tick.cancel();
    switch (deliverOrGiveBack()) {
      case MORE -> {
        // Others' commands get their turn between two batches.
        wakesFor = Long.MIN_VALUE;
        control.execute(this::deliverAndSleep);
      }
      case REFUSED -> {
        wakesFor = Long.MIN_VALUE;
        tick = control.schedule(TICK_MILLIS, this::deliverAndSleep);
      }
      case NONE_DUE -> sleep();
    }
  }

  private void sleep() {
    // Set before looking: a timer that is appended after the look sees it and wakes this up again.
    wakesFor = Long.MAX_VALUE;
    long next = view.nextDue();
    if (next != Long.MAX_VALUE) {
      wakesFor = next;
      long wait = Math.min(Math.max(next - control.now(), 1), TICK_MILLIS);
      tick = control.schedule(wait, this::deliverAndSleep);
    }
  }

  /** What became of a batch. */
  private enum Outcome {
    MORE,
    NONE_DUE,
    REFUSED
  }

  /**
   * Whatever goes wrong (a page of a mapped file that cannot be read is an Error), it must not end
   * the deliveries for good: what was taken is tried again.
   */
  private Outcome deliverOrGiveBack() {
    try {
      return deliver();
    } catch (RuntimeException | Error e) {
      LOG.error("delayed messages are due and their delivery failed", e);
      view.giveBack();
      return Outcome.REFUSED;
    }
  }

  private Outcome deliver() {
    long now = control.now();
    try (Batch batch = new Batch(batchTimers)) {
      while (batch.hasRoom()) {
        long position = view.take(now);
        if (position == OpenTimers.NONE) {
          break;
        }
        batch.add(position, timer -> delivery(timer, now));
      }
      if (batch.positions.isEmpty()) {
        return Outcome.NONE_DUE;
      }
      return delivered(batch, append(batch, now));
    }
  }

  private Optional<FrameDraft> delivery(Frame timer, long now) {
    FrameDraft target;
    try {
      target = TimerFrame.target(timer.payload(), now);
    } catch (RuntimeException e) {
      // It will not become readable, and the others must not wait for it.
      LOG.error("the delayed message at {} cannot be read and is dropped", timer.position(), e);
      return Optional.empty();
    }
    return topics.find(Topic.topicNumber(target.queue())).map(topic -> target);
  }

  private Outcome delivered(Batch batch, Optional<AppendResult.Refusal> refusal) {
    if (refusal.isEmpty()) {
      if (carrying) {
        firedMeanwhile.addAll(batch.positions);
      }
      for (FrameDraft draft : batch.drafts) {
        arrivals.arrived(draft, log.ends(draft.queue()).end());
      }
      return Outcome.MORE;
    }
    view.giveBack();
    if (refusal.get() == AppendResult.Refusal.TOO_LARGE && batch.positions.size() > 1) {
      return Outcome.MORE;
    }
    LOG.warn(
        "{} delayed messages are due and cannot be stored: {}",
        batch.positions.size(),
        refusal.get());
    return Outcome.REFUSED;
  }

  /**
   * Appends what a batch holds together with the event that closes its timers; empty when that
   * worked.
   */
  private Optional<AppendResult.Refusal> append(Batch batch, long now) {
    long[] positions = batch.positions.stream().mapToLong(Long::longValue).toArray();
    FrameDraft fired = EventFrames.draft(view.codec(), new TimerEventCodec.Fired(positions), now);
    List<FrameDraft> together = new ArrayList<>(batch.drafts);
    together.add(fired);
    Optional<AppendResult.Refusal> refusal = refusal(log.append(together));
    if (refusal.isEmpty()) {
      batchTimers = Math.min(BATCH_TIMERS, batchTimers * 2);
    } else if (refusal.get() == AppendResult.Refusal.TOO_LARGE && positions.length > 1) {
      batchTimers = Math.max(1, positions.length / 2);
    } else if (refusal.get() == AppendResult.Refusal.TOO_LARGE) {
      // One message that fills a segment: a crash between the two may deliver it twice, but it is
      // delivered.
      return refusal(log.append(batch.drafts)).or(() -> refusal(log.append(fired)));
    }
    return refusal;
  }

  private static Optional<AppendResult.Refusal> refusal(AppendResult result) {
    return result instanceof AppendResult.Refused refused
        ? Optional.of(refused.refusal())
        : Optional.empty();
  }

  /**
   * Stores the open timers that stand before a position once more, at the log's end, so that the
   * segments before it can be dropped. The stage says whether none is left there; one call at a
   * time.
   */
  public CompletionStage<Boolean> carryForward(long position) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    control.execute(
        () -> {
          carrying = true;
          carryOrGiveUp(view.before(position), 0, done);
        });
    return done;
  }

  /** A failure ends the attempt, not the one who waits for it. */
  private void carryOrGiveUp(long[] positions, int from, CompletableFuture<Boolean> done) {
    try {
      carry(positions, from, done);
    } catch (RuntimeException | Error e) {
      LOG.error("delayed messages could not be carried forward", e);
      carried(false, done);
    }
  }

  private void carry(long[] positions, int from, CompletableFuture<Boolean> done) {
    int next = from;
    try (Batch batch = new Batch(batchTimers)) {
      while (next < positions.length && batch.hasRoom()) {
        if (!firedMeanwhile.contains(positions[next])) {
          batch.add(positions[next], timer -> Optional.of(TimerFrame.again(timer)));
        }
        next++;
      }
      if (batch.positions.isEmpty()) {
        carried(true, done);
        return;
      }
      Optional<AppendResult.Refusal> refusal = append(batch, control.now());
      boolean smaller =
          refusal.filter(AppendResult.Refusal.TOO_LARGE::equals).isPresent()
              && batch.positions.size() > 1;
      if (refusal.isPresent() && !smaller) {
        carried(false, done);
        return;
      }
      int goOn = refusal.isEmpty() ? next : from;
      control.execute(() -> carryOrGiveUp(positions, goOn, done));
    }
  }

  private void carried(boolean all, CompletableFuture<Boolean> done) {
    carrying = false;
    firedMeanwhile.clear();
    done.complete(all);
  }

  /**
   * What is appended together. Holds leases on the timers' frames, whose payloads the append
   * copies.
   */
  private final class Batch implements AutoCloseable {
    private final int most;
    private final List<Long> positions = new ArrayList<>();
    private final List<FrameDraft> drafts = new ArrayList<>();
    private final List<FrameRun> runs = new ArrayList<>();
    private int bytes;

    Batch(int most) {
      this.most = most;
    }

    boolean hasRoom() {
      return positions.size() < most && bytes < BATCH_BYTES;
    }

    void add(long position, Function<Frame, Optional<FrameDraft>> wanted) {
      positions.add(position);
      Optional<FrameRun> run = log.at(position);
      run.ifPresent(runs::add);
      Optional<Frame> timer = run.flatMap(found -> found.frames().stream().findFirst());
      if (timer.isEmpty()) {
        LOG.error("the delayed message at {} cannot be read and is dropped", position);
        return;
      }
      bytes += timer.get().payload().remaining();
      wanted.apply(timer.get()).ifPresent(drafts::add);
    }

    @Override
    public void close() {
      runs.forEach(FrameRun::close);
    }
  }
}
