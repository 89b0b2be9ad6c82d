package io.diglot.nativeprotocol.send;

import io.diglot.core.group.ClientGroups;
import io.diglot.core.group.GroupSettings;
import io.diglot.core.model.BrokerError;
import io.diglot.core.model.QueueName;
import io.diglot.core.model.Result;
import io.diglot.core.topic.Topics;
import io.diglot.nativeprotocol.append.Outgoing;
import io.diglot.nativeprotocol.group.KnownGroups;
import io.diglot.nativeprotocol.message.PropertyNames;
import io.diglot.nativeprotocol.topic.TopicCreation;
import io.diglot.nativeprotocol.topic.TopicNames;
import io.diglot.remoting.ProtocolVersion;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Sends to a retry topic what failed not too often, and the rest to the topic of dead letters. */
public final class DeadLetters {
  private final KnownGroups knownGroups;
  private final ClientGroups clientGroups;
  private final Topics topics;
  private final TopicCreation creation;

  /** On these parts. */
  public DeadLetters(
      KnownGroups knownGroups, ClientGroups clientGroups, Topics topics, TopicCreation creation) {
    this.knownGroups = knownGroups;
    this.clientGroups = clientGroups;
    this.topics = topics;
    this.creation = creation;
  }

  /** A message to a retry topic, as it is or readdressed to the topic of dead letters. */
  CompletionStage<Result<Outgoing>> divert(
      Outgoing message, OptionalInt clientLimit, int clientVersion) {
    String group = TopicNames.groupOfRetry(message.topic().name());
    Optional<GroupSettings> settings = knownGroups.resolve(group);
    if (settings.isEmpty()) {
      return CompletableFuture.completedStage(
          Result.failed(BrokerError.UNKNOWN_GROUP, "subscription group not exist, " + group));
    }
    int limit = settings.get().retryMaxTimes();
    if (clientVersion >= ProtocolVersion.V3_4_9) {
      limit = clientLimit.orElse(limit);
    }
    // A group that holds queue locks consumes in order: what it gives up is never tried again.
    if (message.reconsumeTimes() <= limit && !holdsLocks(group)) {
      return CompletableFuture.completedStage(Result.ok(message));
    }
    return creation
        .ofGroup(TopicNames.dead(group), 1)
        .thenApply(
            found ->
                found.map(
                    dead -> {
                      message.properties().put(PropertyNames.DELAY, "-1");
                      return new Outgoing(
                          dead,
                          0,
                          message.flag(),
                          message.sysFlag(),
                          message.bornTimestamp(),
                          message.bornHost(),
                          message.reconsumeTimes(),
                          message.body(),
                          message.properties());
                    }));
  }

  private boolean holdsLocks(String group) {
    return clientGroups.find(group).stream()
        .flatMap(live -> live.subscriptions().keySet().stream())
        .flatMap(name -> topics.find(name).stream())
        .anyMatch(
            topic -> {
              for (int queueId = 0; queueId < topic.queueCount(); queueId++) {
                if (clientGroups.isLocked(group, new QueueName(topic.name(), queueId))) {
                  return true;
                }
              }
              return false;
            });
  }
}
