package io.diglot.core.topic;

import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Decision;
import io.diglot.core.model.Limits;
import io.diglot.core.model.Result;
import io.diglot.core.model.Topic;
import io.diglot.core.runtime.Control;
import io.diglot.core.runtime.EventView;
import io.diglot.core.runtime.Shard;
import io.diglot.core.topic.machine.TopicEvent;
import io.diglot.core.topic.machine.TopicMachine;
import io.diglot.core.topic.machine.TopicState;
import io.diglot.store.Log;
import io.diglot.store.View;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** The catalogue: a view of the log's topic events, and the machine that decides on new ones. */
public final class TopicCatalogue implements Topics {
  private final CatalogueState state;
  private final TopicMachine machine;
  private final Limits limits;
  private final RandomGenerator random;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Shard<TopicEvent> shard;

  private TopicCatalogue(
      CatalogueState state, Control control, Log log, Limits limits, RandomGenerator random) {
    this.state = state;
    this.machine = new TopicMachine(limits);
    this.limits = limits;
    this.random = random;
    this.shard =
        new Shard<>(
            control, log, new TopicEventCodec(), events -> listeners.forEach(Runnable::run));
  }

  /** The catalogue's view, with which the log is to be opened. */
  public static CatalogueView view() {
    return new CatalogueView();
  }

  /** What the log brings to its end before there is a catalogue. */
  public static final class CatalogueView {
    private final CatalogueState state = new CatalogueState();
    private final View view = new EventView<>("topics", new TopicEventCodec(), state);

    private CatalogueView() {}

    /** The view itself. */
    public View view() {
      return view;
    }

    /**
     * The catalogue on the log that was opened with the view.
     *
     * @param random gives the topic ids; used on the control thread alone
     */
    public TopicCatalogue open(Control control, Log log, Limits limits, RandomGenerator random) {
      return new TopicCatalogue(state, control, log, limits, random);
    }
  }

  @Override
  public Optional<Topic> find(String name) {
    return topics().find(name);
  }

  @Override
  public Optional<Topic> find(UUID id) {
    return topics().find(id);
  }

  @Override
  public Optional<Topic> find(int number) {
    return topics().find(number);
  }

  @Override
  public Collection<Topic> all() {
    return topics().all();
  }

  @Override
  public long version() {
    return topics().version();
  }

  @Override
  public CompletionStage<Result<Topic>> create(TopicSpec spec) {
    return shard.run(now -> candidate(spec, now, topic -> machine.create(topics(), topic)));
  }

  @Override
  public CompletionStage<Result<Topic>> ensure(TopicSpec spec) {
    Optional<Topic> known = find(spec.name());
    if (known.isPresent()) {
      return CompletableFuture.completedStage(Result.ok(known.get()));
    }
    return shard.run(now -> candidate(spec, now, topic -> machine.ensure(topics(), topic)));
  }

  @Override
  public CompletionStage<Result<Topic>> update(String name, UnaryOperator<TopicSpec> change) {
    return shard.run(now -> changed(name, change));
  }

  @Override
  public CompletionStage<Result<Topic>> delete(String name) {
    return shard.run(now -> machine.delete(topics(), name));
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  private TopicState topics() {
    return state.topics();
  }

  private Decision<Topic, TopicEvent> candidate(
      TopicSpec spec,
      long now,
      java.util.function.Function<Topic, Decision<Topic, TopicEvent>> decide) {
    if (!TopicNames.isValid(spec.name())) {
      return Decision.failed(
          BrokerError.INVALID_TOPIC_NAME, "illegal topic name '" + shortened(spec.name()) + "'");
    }
    return checkedSettings(spec.settings())
        .fold(settings -> decide.apply(topic(0, newId(), spec, settings, now)), Decision::failed);
  }

  private Decision<Topic, TopicEvent> changed(String name, UnaryOperator<TopicSpec> change) {
    Optional<Topic> found = find(name);
    if (found.isEmpty()) {
      return Decision.failed(BrokerError.UNKNOWN_TOPIC, "there is no topic '" + name + "'");
    }
    Topic current = found.get();
    TopicSpec wanted = change.apply(spec(current));
    if (!wanted.name().equals(current.name())) {
      return Decision.failed(BrokerError.INVALID_REQUEST, "a topic keeps its name");
    }
    return checkedSettings(wanted.settings())
        .fold(
            settings -> {
              Topic next =
                  topic(current.number(), current.id(), wanted, settings, current.createdAt());
              return machine.change(topics(), current, next);
            },
            Decision::failed);
  }

  private Result<Map<String, String>> checkedSettings(Map<String, String> wanted) {
    Map<String, String> checked = new HashMap<>();
    for (Map.Entry<String, String> entry : wanted.entrySet()) {
      Optional<TopicSetting> setting = TopicSettings.find(entry.getKey());
      if (setting.isEmpty()) {
        return Result.failed(
            BrokerError.INVALID_SETTING,
            "unknown topic setting '" + shortened(entry.getKey()) + "'");
      }
      boolean fits = entry.getValue().length() <= limits.maxSettingLength();
      Optional<String> value =
          fits ? setting.get().check().apply(entry.getValue()) : Optional.empty();
      if (value.isEmpty()) {
        return Result.failed(
            BrokerError.INVALID_SETTING,
            "value '"
                + shortened(entry.getValue())
                + "' of "
                + entry.getKey()
                + " is not "
                + setting.get().allowed());
      }
      checked.put(entry.getKey(), value.get());
    }
    return Result.ok(checked);
  }

  /** A random id that Kafka's printed form (URL-safe base64) does not begin with a dash. */
  private UUID newId() {
    long high = random.nextLong();
    while (high >>> 58 == 62 || high == 0) {
      high = random.nextLong();
    }
    return new UUID(high, random.nextLong());
  }

  private static Topic topic(
      int number, UUID id, TopicSpec spec, Map<String, String> settings, long createdAt) {
    return new Topic(
        number,
        id,
        spec.name(),
        spec.readQueues(),
        spec.writeQueues(),
        spec.permission(),
        spec.systemFlag(),
        spec.ordered(),
        settings,
        createdAt);
  }

  private static TopicSpec spec(Topic topic) {
    return new TopicSpec(
        topic.name(),
        topic.readQueues(),
        topic.writeQueues(),
        topic.permission(),
        topic.systemFlag(),
        topic.ordered(),
        topic.settings());
  }

  private static String shortened(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}
