package io.diglot.nativeprotocol;

import io.diglot.core.model.QueueName;
import io.diglot.core.model.Topic;
import io.diglot.nativeprotocol.admin.BrokerHandler;
import io.diglot.nativeprotocol.admin.ConnectionsHandler;
import io.diglot.nativeprotocol.admin.ConsumeStatsHandler;
import io.diglot.nativeprotocol.admin.GroupHandler;
import io.diglot.nativeprotocol.admin.RelayHandler;
import io.diglot.nativeprotocol.admin.ResetHandler;
import io.diglot.nativeprotocol.admin.TopicHandler;
import io.diglot.nativeprotocol.admin.TopicStatsHandler;
import io.diglot.nativeprotocol.append.MessageAppender;
import io.diglot.nativeprotocol.client.ClientTable;
import io.diglot.nativeprotocol.consumer.AssignmentHandler;
import io.diglot.nativeprotocol.consumer.ClusterQueues.BrokerQueue;
import io.diglot.nativeprotocol.consumer.HeartbeatHandler;
import io.diglot.nativeprotocol.consumer.MemberNotifier;
import io.diglot.nativeprotocol.consumer.MembersHandler;
import io.diglot.nativeprotocol.consumer.SendBackHandler;
import io.diglot.nativeprotocol.convert.CommonRecordEncoder;
import io.diglot.nativeprotocol.group.GroupOffsets;
import io.diglot.nativeprotocol.group.KnownGroups;
import io.diglot.nativeprotocol.message.UniqueKeys;
import io.diglot.nativeprotocol.offset.OffsetHandler;
import io.diglot.nativeprotocol.offset.QueueEndsHandler;
import io.diglot.nativeprotocol.pull.PullHandler;
import io.diglot.nativeprotocol.pull.QueueReader;
import io.diglot.nativeprotocol.query.QueryHandler;
import io.diglot.nativeprotocol.query.StoredMessages;
import io.diglot.nativeprotocol.query.ViewHandler;
import io.diglot.nativeprotocol.send.DeadLetters;
import io.diglot.nativeprotocol.send.Receipts;
import io.diglot.nativeprotocol.send.SendHandler;
import io.diglot.nativeprotocol.settings.BrokerIdentity;
import io.diglot.nativeprotocol.topic.TopicCreation;
import io.diglot.remoting.ConnectionListener;
import io.diglot.remoting.EventLoops;
import io.diglot.remoting.RemotingLimits;
import io.diglot.remoting.RemotingServer;
import io.diglot.remoting.RequestHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** RocketMQ's side of the broker, listening. */
public final class NativeServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NativeServer.class);
  private static final int VIP_DISTANCE = 2;

  private final EventLoops loops;
  private final RemotingServer server;
  private final BrokerIdentity identity;
  private final int port;

  /**
   * Starts to listen. A VIP port (the port less 2) that cannot be had is logged and left out.
   *
   * @throws IOException if the port cannot be had
   */
  public static NativeServer start(NativeConfig config, NativePorts ports, InstantSource clock)
      throws IOException {
    EventLoops loops = new EventLoops("native", config.networkThreads());
    try {
      return new NativeServer(config, ports, clock, loops);
    } catch (IOException | RuntimeException e) {
      loops.close();
      throw e;
    }
  }

  private NativeServer(
      NativeConfig config, NativePorts ports, InstantSource clock, EventLoops loops)
      throws IOException {
    this.loops = loops;
    this.identity =
        new BrokerIdentity(
            config.clusterName(), config.brokerName(), config.brokerId(), config.advertisedHost());
    ClientTable clients = new ClientTable(ports.clientGroups());
    List<ConnectionListener> listeners = new ArrayList<>(List.of(clients));
    List<RequestHandler> handlers = handlers(config, ports, clock, clients, listeners);
    ports.clientGroups().onChange(new MemberNotifier(clients, ports.subscriptionGroups()));
    this.server = new RemotingServer(loops, RemotingLimits.standard(), handlers, listeners);
    this.port = listen(config);
  }

  private int listen(NativeConfig config) throws IOException {
    boolean up = false;
    try {
      int bound = server.bind(config.listen()).getPort();
      identity.listensOn(bound);
      if (config.vipChannel()) {
        listenForVips(new InetSocketAddress(config.listen().getAddress(), bound - VIP_DISTANCE));
      }
      up = true;
      return bound;
    } finally {
      if (!up) {
        server.close();
      }
    }
  }

  private void listenForVips(InetSocketAddress address) {
    try {
      server.bind(address);
    } catch (IOException e) {
      LOG.warn(
          "clients with vipChannelEnabled cannot connect: {} ({})",
          e.getMessage(),
          String.valueOf(e.getCause()));
    }
  }

  private List<RequestHandler> handlers(
      NativeConfig config,
      NativePorts ports,
      InstantSource clock,
      ClientTable clients,
      List<ConnectionListener> listeners) {
    KnownGroups knownGroups = new KnownGroups(ports.subscriptionGroups());
    GroupOffsets offsets = new GroupOffsets(ports.offsets(), clock);
    TopicCreation creation = new TopicCreation(ports.topics(), ports.autoCreation());
    CommonRecordEncoder encoder = new CommonRecordEncoder(identity);
    StoredMessages messages =
        new StoredMessages(ports.topics(), ports.queues(), ports.records(), encoder);
    UniqueKeys uniqueKeys =
        new UniqueKeys(
            identity.address(),
            ProcessHandle.current().pid(),
            System.identityHashCode(this),
            clock);
    MessageAppender appender =
        new MessageAppender(
            ports.queues(),
            ports.delays(),
            identity,
            config.delayLevels(),
            uniqueKeys,
            clock,
            config.maxMessageSize());
    PullHandler pulls =
        new PullHandler(
            ports.topics(),
            knownGroups,
            ports.clientGroups(),
            offsets,
            ports.queues(),
            new QueueReader(ports.queues(), ports.records(), encoder),
            loops::scheduler,
            config.pullLimits());
    listeners.add(pulls.connectionListener());
    DeadLetters deadLetters =
        new DeadLetters(knownGroups, ports.clientGroups(), ports.topics(), creation);
    List<RequestHandler> all =
        new ArrayList<>(adminHandlers(config, ports, clock, clients, messages));
    all.addAll(
        List.of(
            new SendHandler(
                creation, deadLetters, appender, new Receipts(ports.queues(), identity)),
            pulls,
            new HeartbeatHandler(clients, ports.clientGroups(), knownGroups, creation),
            new MembersHandler(ports.clientGroups(), identity),
            new SendBackHandler(
                knownGroups, creation, messages, appender, ports.queues(), identity),
            new AssignmentHandler(ports.clientGroups(), topic -> ownQueues(ports, topic)),
            new OffsetHandler(ports.topics(), ports.queues(), offsets, knownGroups),
            new QueueEndsHandler(ports.topics(), ports.queues()),
            new ViewHandler(messages, ports.queues()),
            new QueryHandler(ports.topics(), ports.queues(), ports.records(), encoder)));
    return all;
  }

  private List<RequestHandler> adminHandlers(
      NativeConfig config,
      NativePorts ports,
      InstantSource clock,
      ClientTable clients,
      StoredMessages messages) {
    KnownGroups knownGroups = new KnownGroups(ports.subscriptionGroups());
    GroupOffsets offsets = new GroupOffsets(ports.offsets(), clock);
    return List.of(
        new TopicHandler(ports.topics(), identity),
        new TopicStatsHandler(ports.topics(), ports.queues(), offsets, identity, clock),
        new GroupHandler(ports.subscriptionGroups(), knownGroups, ports.offsets()),
        new BrokerHandler(config.shown(), clock),
        new ConnectionsHandler(ports.clientGroups(), clients, clock),
        new ConsumeStatsHandler(
            ports.topics(), ports.queues(), ports.offsets(), ports.clientGroups(), identity),
        new ResetHandler(
            ports.topics(), ports.queues(), offsets, ports.clientGroups(), clients, identity),
        new RelayHandler(ports.clientGroups(), clients, messages, ports.queues()));
  }

  private List<BrokerQueue> ownQueues(NativePorts ports, String topic) {
    return ports.topics().find(topic).map(this::ownQueues).orElse(List.of());
  }

  private List<BrokerQueue> ownQueues(Topic topic) {
    return IntStream.range(0, topic.readQueues())
        .mapToObj(id -> new BrokerQueue(identity.brokerName(), new QueueName(topic.name(), id)))
        .toList();
  }

  /** The port that it got. */
  public int port() {
    return port;
  }

  /** The address that clients are told to dial, for routes. */
  public String advertisedAddress() {
    return identity.dial();
  }

  /** Stops listening, lets the answers go that are ready, and closes every connection. */
  @Override
  public void close() {
    server.close();
    loops.close();
  }
}
