package io.diglot.core.group.runtime;

import io.diglot.core.group.Assignment;
import io.diglot.core.group.Blob;
import io.diglot.core.group.ClassicGroups.OffsetCommit;
import io.diglot.core.group.ClientHeartbeat;
import io.diglot.core.group.ClientMember;
import io.diglot.core.group.CommittedOffset;
import io.diglot.core.group.GroupDescription;
import io.diglot.core.group.GroupLimits;
import io.diglot.core.group.JoinReply;
import io.diglot.core.group.JoinRequest;
import io.diglot.core.group.MemberIdentity;
import io.diglot.core.group.MemberProtocol;
import io.diglot.core.group.SyncRequest;
import io.diglot.core.model.Limits;
import io.diglot.core.model.QueueName;
import io.diglot.core.model.Result;
import io.diglot.core.runtime.ManualControl;
import io.diglot.core.runtime.MemoryLog;
import io.diglot.core.topic.TopicCatalogue;
import io.diglot.core.topic.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Carries a conversation out on group g and topic t, on virtual time. Member ids are shown as the
 * clients' names.
 */
final class Conversation {
  private static final QueueName QUEUE = new QueueName("t", 0);

  private final ManualControl control = new ManualControl(0);
  private final List<String> said = new ArrayList<>();
  private final Map<String, KafkaClient> kafka = new HashMap<>();
  private final Map<String, String> nameOfMember = new HashMap<>();
  private final Map<String, Long> connections = new HashMap<>();
  private Optional<MemoryLog> lastLog = Optional.empty();
  private Groups groups;

  private static final class KafkaClient {
    Optional<String> instance = Optional.empty();
    String memberId = "";
    int generation = -1;
    List<String> others = List.of();
  }

  Conversation() {
    groups = open();
  }

  private Groups open() {
    TopicCatalogue.CatalogueView topicsView = TopicCatalogue.view();
    Groups.GroupsView groupsView = Groups.view();
    MemoryLog log =
        lastLog
            .map(old -> old.reopen(List.of(topicsView.view(), groupsView.view())))
            .orElseGet(
                () ->
                    new MemoryLog(
                        () -> Instant.ofEpochMilli(control.now()),
                        List.of(topicsView.view(), groupsView.view())));
    lastLog = Optional.of(log);
    TopicCatalogue topics =
        topicsView.open(control, log, Limits.defaults(), new SplittableRandom(1));
    topics.ensure(TopicSpec.of("t", 1));
    Groups opened =
        groupsView.open(
            control, log, topics, GroupLimits.DEFAULT, new SplittableRandom(control.now()));
    opened.clientGroups().onChange((group, members) -> say("notified: " + names(members)));
    opened.start();
    control.run();
    return opened;
  }

  private static List<String> names(List<ClientMember> members) {
    return members.stream().map(ClientMember::clientId).toList();
  }

  /** What is said when the script's commands are carried out, commands and comments included. */
  List<String> replay(List<String> script) {
    List<String> spoken = new ArrayList<>();
    for (String line : script) {
      if (line.startsWith(">")) {
        carryOut(line.substring(1).trim().split(" "));
        control.run();
        spoken.add(line);
        spoken.addAll(said);
        said.clear();
      } else if (line.isEmpty() || line.startsWith("#")) {
        spoken.add(line);
      }
    }
    return spoken;
  }

  private void say(String what) {
    said.add("  " + what);
  }

  private void carryOut(String[] words) {
    switch (words[0]) {
      case "kafka" -> kafka(words[1], words);
      case "rocketmq" -> rocketMq(words[1], words);
      case "wait" -> control.advance(Duration.parse("PT" + words[1]).toMillis());
      case "restart" -> {
        control.crash();
        groups = open();
      }
      case "show" -> show();
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  private void kafka(String name, String[] words) {
    KafkaClient client = kafka.computeIfAbsent(name, each -> new KafkaClient());
    MemberIdentity identity = new MemberIdentity(client.memberId, client.instance);
    switch (words[2]) {
      case "joins" ->
          join(name, client, words.length > 4 ? Optional.of(words[4]) : client.instance);
      case "forgets" -> client.memberId = "";
      case "syncs" -> sync(name, client, identity);
      case "heartbeats" ->
          groups
              .classicGroups()
              .heartbeat("g", identity, client.generation)
              .thenAccept(result -> say(name + ": " + outcome(result)));
      case "leaves" ->
          groups
              .classicGroups()
              .leave("g", List.of(identity))
              .thenAccept(
                  result ->
                      say(
                          name
                              + ": "
                              + outcome(
                                  ((Result.Ok<List<Result<Boolean>>>) result).value().get(0))));
      case "commits" ->
          groups
              .classicGroups()
              .commit(
                  "g",
                  identity,
                  client.generation,
                  Map.of(QUEUE, new OffsetCommit(Long.parseLong(words[3]), -1, "")))
              .thenAccept(result -> say(name + ": " + outcome(result)));
      default -> throw new IllegalArgumentException(words[2]);
    }
  }

  private void join(String name, KafkaClient client, Optional<String> instance) {
    client.instance = instance;
    JoinRequest request =
        new JoinRequest(
            "g",
            new MemberIdentity(client.memberId, instance),
            name,
            "/127.0.0.1",
            45_000,
            60_000,
            "consumer",
            List.of(new MemberProtocol("range", Blob.EMPTY)),
            true,
            true);
    groups.classicGroups().join(request).thenAccept(reply -> joined(name, client, reply));
  }

  private void joined(String name, KafkaClient client, JoinReply reply) {
    if (reply instanceof JoinReply.MemberIdRequired required) {
      say(name + ": gets an id");
      client.memberId = required.memberId();
      nameOfMember.put(client.memberId, name);
      join(name, client, client.instance);
    } else if (reply instanceof JoinReply.Joined joined) {
      client.memberId = joined.memberId();
      client.generation = joined.generation();
      client.others = joined.members().stream().map(JoinReply.JoinedMember::memberId).toList();
      nameOfMember.put(client.memberId, name);
      String led = joined.members().isEmpty() ? "" : ", leads " + joined.members().size();
      say(
          name
              + ": joined generation "
              + joined.generation()
              + led
              + (joined.skipAssignment() ? ", skips the assignment" : ""));
    } else if (reply instanceof JoinReply.Refused refused) {
      say(name + ": " + refused.error() + ", " + refused.detail());
    }
  }

  /** A leader hands out one share a member, named after it. */
  private void sync(String name, KafkaClient client, MemberIdentity identity) {
    Map<String, Blob> shares = new HashMap<>();
    for (String member : client.others) {
      shares.put(member, ClassicScenario.blob("share of " + nameOfMember.get(member)));
    }
    groups
        .classicGroups()
        .sync(
            new SyncRequest(
                "g", identity, client.generation, Optional.empty(), Optional.empty(), shares))
        .thenAccept(
            result ->
                say(
                    name
                        + ": "
                        + (result instanceof Result.Ok<Assignment> ok
                            ? new String(ok.value().share().bytes(), StandardCharsets.UTF_8)
                            : outcome(result))));
  }

  private void rocketMq(String name, String[] words) {
    long connection = connections.computeIfAbsent(name, each -> connections.size() + 1L);
    switch (words[2]) {
      case "heartbeats" ->
          groups
              .clientGroups()
              .heartbeat(
                  new ClientHeartbeat(
                      "g", name, connection, true, false, "", Optional.of(Map.of())))
              .thenAccept(result -> say(name + ": " + outcome(result)));
      case "leaves" ->
          groups
              .clientGroups()
              .leave("g", name)
              .thenAccept(result -> say(name + ": " + outcome(result)));
      case "disconnects" -> groups.clientGroups().disconnected(connection);
      case "commits" ->
          groups
              .offsets()
              .commit("g", Map.of(QUEUE, new CommittedOffset(Long.parseLong(words[3]), -1, "", 0)))
              .thenAccept(result -> say(name + ": " + outcome(result)));
      default -> throw new IllegalArgumentException(words[2]);
    }
  }

  private static String outcome(Result<?> result) {
    return result instanceof Result.Failed<?> failed
        ? failed.error() + ", " + failed.detail()
        : "fine";
  }

  private void show() {
    groups
        .classicGroups()
        .describe("g")
        .thenAccept(group -> say(group.map(this::shown).orElse("no group")));
    control.run();
    groups.offsets().find("g", QUEUE).ifPresent(offset -> say("offset " + offset.offset()));
  }

  private String shown(GroupDescription group) {
    List<String> members =
        group.members().stream()
            .map(member -> nameOfMember.getOrDefault(member.memberId(), member.memberId()))
            .toList();
    return group.state() + " " + members;
  }
}
