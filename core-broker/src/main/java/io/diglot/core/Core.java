package io.diglot.core;

import io.diglot.core.convert.CachedRecords;
import io.diglot.core.convert.RecordDecoder;
import io.diglot.core.convert.Records;
import io.diglot.core.delay.Delays;
import io.diglot.core.delay.LogDelays;
import io.diglot.core.group.ClassicGroups;
import io.diglot.core.group.ClientGroups;
import io.diglot.core.group.Offsets;
import io.diglot.core.group.SubscriptionGroups;
import io.diglot.core.group.runtime.Groups;
import io.diglot.core.group.runtime.LiveSubscriptionGroups;
import io.diglot.core.group.runtime.SettingsState;
import io.diglot.core.model.Result;
import io.diglot.core.queue.Arrivals;
import io.diglot.core.queue.LogQueues;
import io.diglot.core.queue.ProducerIds;
import io.diglot.core.queue.ProducerStampReader;
import io.diglot.core.queue.QueueViews;
import io.diglot.core.queue.Queues;
import io.diglot.core.retention.Retention;
import io.diglot.core.runtime.ControlThread;
import io.diglot.core.runtime.Threads;
import io.diglot.core.topic.AutoCreation;
import io.diglot.core.topic.TopicCatalogue;
import io.diglot.core.topic.TopicDefaults;
import io.diglot.core.topic.TopicSpec;
import io.diglot.core.topic.Topics;
import io.diglot.store.Log;
import io.diglot.store.RecoveryReport;
import io.diglot.store.SegmentStore;
import io.diglot.store.View;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The core, put together: the log with its views, the control thread, and the ports for the
 * protocols.
 */
public final class Core implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Core.class);
  private static final int WAITING_READS = 1 << 16;

  private final Log log;
  private final ControlThread control;
  private final ExecutorService readerPool;
  private final CoreConfig config;
  private final TopicCatalogue topics;
  private final AutoCreation autoCreation;
  private final Records records;
  private final LogQueues queues;
  private final ProducerIds producerIds;
  private final LogDelays delays;
  private final Retention retention;
  private final Groups groups;
  private final SubscriptionGroups subscriptionGroups;

  private Core(CoreConfig config, Log log, Views views, CoreParts parts) {
    this.config = config;
    this.log = log;
    this.control = new ControlThread(parts.clock());
    this.readerPool = Threads.pool("reader", config.readerThreads(), WAITING_READS);
    this.records = new CachedRecords(parts.decoders(), config.conversionCacheBytes());
    this.topics = views.catalogue.open(control, log, config.limits(), parts.random());
    this.autoCreation = new AutoCreation(topics, config.topicDefaults());
    Arrivals arrivals = new Arrivals();
    this.queues = views.queues.openQueues(log, control, arrivals, records, readerPool);
    this.producerIds = views.queues.openProducerIds(log, control);
    this.delays = views.delays.open(log, control, topics, arrivals, config.limits());
    this.retention =
        new Retention(
            log,
            control,
            queues,
            topics,
            delays,
            config.topicDefaults(),
            config.retention(),
            readerPool);
    this.groups = views.groups.open(control, log, topics, config.groupLimits(), parts.random());
    this.subscriptionGroups = new LiveSubscriptionGroups(control, log, views.groupSettings);
  }

  /**
   * What the core is given by its surroundings.
   *
   * @param clock the wall clock
   * @param random gives ids; thread-safe
   * @param stamps reads producers' marks out of Kafka batches
   * @param decoders make common records of each protocol's frames
   */
  public record CoreParts(
      InstantSource clock,
      RandomGenerator random,
      ProducerStampReader stamps,
      List<RecordDecoder> decoders) {
    /** Copies the list. */
    public CoreParts {
      decoders = List.copyOf(decoders);
    }
  }

  /**
   * Opens the log, recovers, and sets the core going: when it returns, the system topics are there
   * and all ports work. A disk that is full does not keep it from starting. The segment store
   * belongs to the core from here on.
   *
   * @throws IOException if the log cannot be opened
   */
  public static Core open(CoreConfig config, SegmentStore segments, CoreParts parts)
      throws IOException {
    Views views = new Views(config, parts);
    Log log = Log.open(config.log(), segments, parts.clock(), views.all());
    Core core = new Core(config, log, views, parts);
    core.start();
    return core;
  }

  /** The views, before there is a log. */
  private static final class Views {
    private final TopicCatalogue.CatalogueView catalogue = TopicCatalogue.view();
    private final QueueViews queues;
    private final LogDelays.DelayView delays = LogDelays.view();
    private final Groups.GroupsView groups = Groups.view();
    private final SettingsState groupSettings = new SettingsState();

    Views(CoreConfig config, CoreParts parts) {
      this.queues = new QueueViews(parts.stamps(), config.producerExpiry(), config.limits());
    }

    List<View> all() {
      List<View> all = new ArrayList<>(queues.views());
      all.add(catalogue.view());
      all.add(delays.view());
      all.add(groups.view());
      all.add(LiveSubscriptionGroups.view(groupSettings));
      return all;
    }
  }

  private void start() {
    warnIfRefused("begin a leader epoch", queues.startEpoch(log.recovery().clean()));
    for (TopicSpec topic : config.systemTopics()) {
      warnIfRefused("create " + topic.name(), topics.ensure(topic));
    }
    groups.start();
    delays.start();
    retention.start();
  }

  private static <T> void warnIfRefused(String what, CompletionStage<Result<T>> stage) {
    if (stage.toCompletableFuture().join() instanceof Result.Failed<T> failed) {
      LOG.warn("could not {}: {}", what, failed.detail());
    }
  }

  /** The topic catalogue. */
  public Topics topics() {
    return topics;
  }

  /** What topics look like that nobody created. */
  public AutoCreation autoCreation() {
    return autoCreation;
  }

  /** What holds for topics that say nothing. */
  public TopicDefaults topicDefaults() {
    return config.topicDefaults();
  }

  /** The data plane. */
  public Queues queues() {
    return queues;
  }

  /** Ids for idempotent producers. */
  public ProducerIds producerIds() {
    return producerIds;
  }

  /** Messages that are not due yet. */
  public Delays delays() {
    return delays;
  }

  /** Frames of either protocol as common records. */
  public Records records() {
    return records;
  }

  /** Kafka's groups. */
  public ClassicGroups classicGroups() {
    return groups.classicGroups();
  }

  /** RocketMQ's groups. */
  public ClientGroups clientGroups() {
    return groups.clientGroups();
  }

  /** What is configured of RocketMQ's groups. */
  public SubscriptionGroups subscriptionGroups() {
    return subscriptionGroups;
  }

  /** Committed offsets of both. */
  public Offsets offsets() {
    return groups.offsets();
  }

  /** What opening the log found, for the start-up line. */
  public RecoveryReport recovery() {
    return log.recovery();
  }

  /** Whether the log takes appends; false after an I/O error. */
  public boolean isWritable() {
    return log.isWritable();
  }

  /**
   * Ends the control plane, then the readers, then the log; the protocols' servers are to be closed
   * before.
   */
  @Override
  public void close() throws IOException {
    groups.finish();
    control.close();
    readerPool.shutdown();
    log.close();
  }
}
