package io.diglot.nameserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.nameserver.machine.DataVersion;
import io.diglot.nameserver.machine.TopicSettings;
import io.diglot.remoting.Command;
import io.diglot.remoting.EventLoops;
import io.diglot.remoting.RemotingClient;
import io.diglot.remoting.RemotingLimits;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.ResponseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole nameserver over a real socket, asked with the requests that brokers, clients and tools
 * send.
 */
@Timeout(60)
final class NameServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final TopicSettings TOPIC = new TopicSettings("T", 8, 4, 6, 0, false);
  private static final TopicSettings BASE = new TopicSettings("TBW102", 8, 8, 7, 0, false);

  /** As a broker 5.5.0 sends it, cut down to two topics. */
  private static final String BROKER_5_BODY =
      """
      {"filterServerList":[],"topicConfigSerializeWrapper":{"dataVersion":{"counter":2,"stateVersion":0,\
      "timestamp":1700000000000},"mappingDataVersion":{"counter":0,"stateVersion":0,"timestamp":0},\
      "topicConfigTable":{"T":{"attributes":{},"order":false,"perm":6,"readQueueNums":8,\
      "topicFilterType":"SINGLE_TAG","topicName":"T","topicSysFlag":0,"writeQueueNums":4},\
      "TBW102":{"attributes":{},"order":false,"perm":7,"readQueueNums":8,"topicFilterType":"SINGLE_TAG",\
      "topicName":"TBW102","topicSysFlag":0,"writeQueueNums":8}},"topicQueueMappingDetailMap":{},\
      "topicQueueMappingInfoMap":{"S":{"bname":"b","currIdMap":{0:0,1:1},"dirty":false,"epoch":1,\
      "scope":"global","topic":"S","totalQueues":2}}}}""";

  @TempDir Path directory;
  private final AtomicLong now = new AtomicLong(1_000_000);
  private EventLoops loops;
  private RemotingClient client;
  private NameServer server;
  private InetSocketAddress address;

  @BeforeEach
  void start() throws IOException {
    loops = new EventLoops("test", 1);
    client = new RemotingClient(loops, RemotingLimits.standard(), List.of(), PATIENCE);
    startServer(Duration.ofHours(1));
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
    loops.close();
  }

  @Test
  void theBytesThatABroker5SendsMakeARoute() throws Exception {
    ByteBuf body = text(BROKER_5_BODY);
    Map<String, String> header = broker("b", "127.0.0.1:10911");
    header.put("bodyCrc32", Integer.toString(RegistrationBody.crc32(body)));
    header.put("compressed", "false");
    header.put("enableActingMaster", "false");
    assertEquals(
        ResponseCode.SUCCESS, code(Command.request(RequestCode.REGISTER_BROKER, header, body)));
    assertEquals(
        """
        {"brokerDatas":[{"brokerAddrs":{"0":"127.0.0.1:10911"},"brokerName":"b","cluster":"c",\
        "enableActingMaster":false}],"filterServerTable":{},"queueDatas":[{"brokerName":"b","perm":6,\
        "readQueueNums":8,"topicSysFlag":0,"writeQueueNums":4}]}""",
        body(Command.request(RequestCode.GET_ROUTEINFO_BY_TOPIC, Map.of("topic", "T"))));
  }

  /**
   * Caught from a broker of RocketMQ 5.5.0: the header on the first line, the body on the second.
   */
  @Test
  void theFrameThatARealBrokerSentIsUnderstoodToTheLastByte() throws Exception {
    String[] lines;
    try (InputStream in = NameServerTest.class.getResourceAsStream("register-broker-5.5.0.txt")) {
      lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1);
    }
    try (Socket broker = connect()) {
      DataOutputStream out = new DataOutputStream(broker.getOutputStream());
      out.writeInt(4 + lines[0].length() + lines[1].length());
      out.writeInt(lines[0].length());
      out.writeBytes(lines[0] + lines[1]);
      assertEquals("", receive(broker));
      for (String topic : List.of("TBW102", "OracleCluster", "oracle-a")) {
        assertTrue(route(topic).contains("\"0\":\"127.0.0.1:29911\""), topic);
      }
      assertTrue(route("TBW102").contains("\"perm\":7"));
      assertFalse(
          changed(
              Map.of(
                  "clusterName", "OracleCluster",
                  "brokerAddr", "127.0.0.1:29911",
                  "brokerName", "oracle-a",
                  "brokerId", "0"),
              "{\"counter\":0,\"stateVersion\":0,\"timestamp\":1795178221947}"));
    }
  }

  @Test
  void aCompressedRegistrationOfABroker4MakesARoute() throws Exception {
    Map<String, String> header = broker("b", "h:1");
    header.put("compressed", "true");
    ByteBuf body =
        compressed(
            "{\"counter\":1,\"timestamp\":5}", "T 8 4 6 SINGLE_TAG", "TBW102 8 8 7 SINGLE_TAG {}");
    header.put("bodyCrc32", Integer.toString(RegistrationBody.crc32(body)));
    assertEquals(
        ResponseCode.SUCCESS, code(Command.request(RequestCode.REGISTER_BROKER, header, body)));
    assertTrue(route("T").contains("\"readQueueNums\":8,\"topicSysFlag\":0,\"writeQueueNums\":4"));
  }

  @Test
  void aRegistrationWithABadChecksumIsRefused() throws Exception {
    Map<String, String> header = broker("b", "h:1");
    header.put("bodyCrc32", "12345");
    Command answer = ask(Command.request(RequestCode.REGISTER_BROKER, header, text(BROKER_5_BODY)));
    assertEquals(ResponseCode.SYSTEM_ERROR, answer.code());
    assertEquals("crc32 not match", answer.remark());
    answer.release();
  }

  @Test
  void hostileRegistrationBodiesAreRefusedAndTheServerGoesOn() throws Exception {
    Map<String, String> compressed = broker("b", "h:1");
    compressed.put("compressed", "true");
    for (ByteBuf body :
        List.of(text("no zlib"), compressed("{}", "T x"), compressed("{}", "T a b c d"), bomb())) {
      assertEquals(
          ResponseCode.SYSTEM_ERROR,
          code(Command.request(RequestCode.REGISTER_BROKER, compressed, body)));
    }
    for (String body : List.of("[]", "{", "{\"a\":" + "[".repeat(1000))) {
      assertEquals(
          ResponseCode.SYSTEM_ERROR,
          code(Command.request(RequestCode.REGISTER_BROKER, broker("b", "h:1"), text(body))));
    }
    register("b", "h:1");
    assertTrue(route("T").contains("h:1"));
  }

  @Test
  void aMissingFieldIsNamed() throws Exception {
    Command answer = ask(Command.request(RequestCode.REGISTER_BROKER, Map.of("brokerName", "b")));
    assertEquals(ResponseCode.SYSTEM_ERROR, answer.code());
    assertEquals("the custom field <clusterName> is null", answer.remark());
    answer.release();
  }

  @Test
  void anUnknownTopicIsCode17() throws Exception {
    Command answer =
        ask(Command.request(RequestCode.GET_ROUTEINFO_BY_TOPIC, Map.of("topic", "none")));
    assertEquals(ResponseCode.TOPIC_NOT_EXIST, answer.code());
    assertTrue(
        answer.remark().startsWith("No topic route info in name server for the topic: none"));
    answer.release();
  }

  @Test
  void clientsBefore494GetUnquotedBrokerIdsUnlessTheyAskForStandardJson() throws Exception {
    register("b", "h:1");
    assertTrue(routeAsVersion(399, "false").contains("\"brokerAddrs\":{0:\"h:1\"}"));
    assertTrue(routeAsVersion(399, "true").contains("\"brokerAddrs\":{\"0\":\"h:1\"}"));
    assertTrue(routeAsVersion(401, "false").contains("\"brokerAddrs\":{\"0\":\"h:1\"}"));
  }

  @Test
  void aRouteFollowsEveryChange() throws Exception {
    register("b", "h:1");
    assertTrue(route("T").contains("\"perm\":6"));
    Command wiped =
        ask(Command.request(RequestCode.WIPE_WRITE_PERM_OF_BROKER, Map.of("brokerName", "b")));
    assertEquals(2, wiped.fields().int32("wipeTopicCount"));
    wiped.release();
    assertTrue(route("T").contains("\"perm\":4"));
    Command added =
        ask(Command.request(RequestCode.ADD_WRITE_PERM_OF_BROKER, Map.of("brokerName", "b")));
    assertEquals(2, added.fields().int32("addTopicCount"));
    added.release();
    assertTrue(route("T").contains("\"perm\":6"));
    code(Command.request(RequestCode.DELETE_TOPIC_IN_NAMESRV, Map.of("topic", "T")));
    assertEquals(
        17, code(Command.request(RequestCode.GET_ROUTEINFO_BY_TOPIC, Map.of("topic", "T"))));
    String queues =
        """
        {"queueDatas":[{"brokerName":"b","perm":6,"readQueueNums":3,"topicSysFlag":0,"writeQueueNums":2}]}""";
    code(
        Command.request(RequestCode.REGISTER_TOPIC_IN_NAMESRV, Map.of("topic", "N"), text(queues)));
    assertTrue(route("N").contains("\"readQueueNums\":3"));
    code(
        Command.request(
            RequestCode.DELETE_TOPIC_IN_NAMESRV, Map.of("topic", "N", "clusterName", "c")));
    assertEquals(
        17, code(Command.request(RequestCode.GET_ROUTEINFO_BY_TOPIC, Map.of("topic", "N"))));
    code(Command.request(RequestCode.UNREGISTER_BROKER, broker("b", "h:1")));
    assertEquals(
        17, code(Command.request(RequestCode.GET_ROUTEINFO_BY_TOPIC, Map.of("topic", "TBW102"))));
  }

  @Test
  void clustersAndTopicsAreListed() throws Exception {
    register("b", "h:1");
    assertEquals(
        """
        {"brokerAddrTable":{"b":{"brokerAddrs":{"0":"h:1"},"brokerName":"b","cluster":"c",\
        "enableActingMaster":false}},"clusterAddrTable":{"c":["b"]}}""",
        body(Command.request(RequestCode.GET_BROKER_CLUSTER_INFO, Map.of())));
    String all = "{\"topicList\":[\"T\",\"TBW102\"]}";
    assertEquals(
        all, body(Command.request(RequestCode.GET_ALL_TOPIC_LIST_FROM_NAMESERVER, Map.of())));
    assertEquals(
        all, body(Command.request(RequestCode.GET_TOPICS_BY_CLUSTER, Map.of("cluster", "c"))));
    assertEquals(
        "{\"topicList\":[]}",
        body(Command.request(RequestCode.GET_TOPICS_BY_CLUSTER, Map.of("cluster", "x"))));
    assertEquals(
        "{\"topicList\":[\"b\",\"c\"],\"brokerAddr\":\"h:1\"}",
        body(Command.request(RequestCode.GET_SYSTEM_TOPIC_LIST_FROM_NS, Map.of())));
    for (int kind :
        List.of(
            RequestCode.GET_UNIT_TOPIC_LIST,
            RequestCode.GET_HAS_UNIT_SUB_TOPIC_LIST,
            RequestCode.GET_HAS_UNIT_SUB_UNUNIT_TOPIC_LIST)) {
      assertEquals("{\"topicList\":[]}", body(Command.request(kind, Map.of())));
    }
    assertEquals(
        "{\"brokerMemberGroup\":{\"brokerAddrs\":{\"0\":\"h:1\"},\"brokerName\":\"b\",\"cluster\":\"c\"}}",
        body(
            Command.request(
                RequestCode.GET_BROKER_MEMBER_GROUP,
                Map.of("clusterName", "c", "brokerName", "b"))));
  }

  @Test
  void keysAndValuesOutliveARestart() throws Exception {
    Map<String, String> key = Map.of("namespace", "n", "key", "k");
    assertEquals(
        ResponseCode.QUERY_NOT_FOUND, code(Command.request(RequestCode.GET_KV_CONFIG, key)));
    put("n", "k", "v");
    server.close();
    startServer(Duration.ofHours(1));
    Command answer = ask(Command.request(RequestCode.GET_KV_CONFIG, key));
    assertEquals("v", answer.fields().text("value"));
    answer.release();
    Map<String, String> namespace = Map.of("namespace", "n");
    assertEquals(
        "{\"table\":{\"k\":\"v\"}}",
        body(Command.request(RequestCode.GET_KVLIST_BY_NAMESPACE, namespace)));
    code(Command.request(RequestCode.DELETE_KV_CONFIG, key));
    assertEquals(
        ResponseCode.QUERY_NOT_FOUND, code(Command.request(RequestCode.GET_KV_CONFIG, key)));
    assertEquals(
        ResponseCode.QUERY_NOT_FOUND,
        code(Command.request(RequestCode.GET_KVLIST_BY_NAMESPACE, Map.of("namespace", "other"))));
    assertEquals(
        "{\"configTable\":{\"n\":{}}}", Files.readString(directory.resolve("kvConfig.json")));
  }

  @Test
  void aValueThatCannotBeKeptIsRefused() throws Exception {
    Files.createDirectories(directory.resolve("kvConfig.json"));
    Map<String, String> value = Map.of("namespace", "n", "key", "k", "value", "v");
    assertEquals(
        ResponseCode.SYSTEM_ERROR, code(Command.request(RequestCode.PUT_KV_CONFIG, value)));
    assertEquals(
        ResponseCode.QUERY_NOT_FOUND,
        code(Command.request(RequestCode.GET_KV_CONFIG, Map.of("namespace", "n", "key", "k"))));
  }

  @Test
  void aTableThatCannotBeReadStopsTheStart() throws Exception {
    server.close();
    Files.writeString(directory.resolve("kvConfig.json"), "not JSON");
    assertThrows(IOException.class, () -> startServer(Duration.ofHours(1)));
  }

  @Test
  void orderConfigurationGoesToBrokersAndIfSwitchedOnToClients() throws Exception {
    put("ORDER_TOPIC_CONFIG", "T", "b:4");
    Command answer = ask(registration("b", "h:1"));
    assertEquals("{\"table\":{\"T\":\"b:4\"}}", answer.body().toString(StandardCharsets.UTF_8));
    answer.release();
    assertFalse(route("T").contains("orderTopicConf"));
    assertEquals(
        ResponseCode.SUCCESS,
        code(
            Command.request(
                RequestCode.UPDATE_NAMESRV_CONFIG, Map.of(), text("orderMessageEnable=true\n"))));
    assertTrue(route("T").contains("\"orderTopicConf\":\"b:4\""));
  }

  @Test
  void configurationIsShownAndChangedWithinLimits() throws Exception {
    assertEquals(
        ResponseCode.NO_PERMISSION,
        code(
            Command.request(RequestCode.UPDATE_NAMESRV_CONFIG, Map.of(), text("kvConfigPath=/x"))));
    for (String bad : List.of("none=1", "enableTopicList=perhaps", "listenPort=1")) {
      assertEquals(
          ResponseCode.SYSTEM_ERROR,
          code(Command.request(RequestCode.UPDATE_NAMESRV_CONFIG, Map.of(), text(bad))));
    }
    String change = "enableTopicList=false\nenableAllTopicList=false";
    code(Command.request(RequestCode.UPDATE_NAMESRV_CONFIG, Map.of(), text(change)));
    String shown = body(Command.request(RequestCode.GET_NAMESRV_CONFIG, Map.of()));
    assertTrue(shown.contains("enableTopicList=false\n"), shown);
    assertTrue(shown.contains("returnOrderTopicConfigToBroker=true\n"), shown);
    assertEquals(
        ResponseCode.SYSTEM_ERROR,
        code(Command.request(RequestCode.GET_ALL_TOPIC_LIST_FROM_NAMESERVER, Map.of())));
    assertEquals(
        ResponseCode.SYSTEM_ERROR,
        code(Command.request(RequestCode.GET_UNIT_TOPIC_LIST, Map.of())));
  }

  @Test
  void theDataVersionSaysWhetherToRegisterAgain() throws Exception {
    Map<String, String> header = broker("b", "h:1");
    String version = "{\"counter\":1,\"stateVersion\":0,\"timestamp\":7}";
    assertTrue(changed(header, version));
    register("b", "h:1");
    assertFalse(changed(header, version));
    assertTrue(changed(header, "{\"counter\":2,\"stateVersion\":0,\"timestamp\":7}"));
    assertEquals(
        version, body(Command.request(RequestCode.QUERY_DATA_VERSION, header, text(version))));
  }

  @Test
  void aSilentBrokerIsForgottenAndItsConnectionClosed() throws Exception {
    server.close();
    startServer(Duration.ofMillis(10));
    try (Socket broker = connect()) {
      send(broker, registration("b", "h:1"));
      receive(broker);
      now.addAndGet(119_000);
      assertEquals(
          ResponseCode.SUCCESS,
          code(Command.request(RequestCode.BROKER_HEARTBEAT, broker("b", "h:1"))));
      now.addAndGet(119_000);
      assertTrue(route("T").contains("h:1"));
      now.addAndGet(2_000);
      broker.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
      assertEquals(-1, broker.getInputStream().read());
    }
    assertEquals(
        17, code(Command.request(RequestCode.GET_ROUTEINFO_BY_TOPIC, Map.of("topic", "T"))));
  }

  @Test
  void aBrokerWhoseConnectionClosesIsForgottenAtOnce() throws Exception {
    try (Socket broker = connect()) {
      send(broker, registration("b", "h:1"));
      receive(broker);
      assertTrue(route("T").contains("h:1"));
    }
    while (code(Command.request(RequestCode.GET_ROUTEINFO_BY_TOPIC, Map.of("topic", "T"))) == 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void anythingElseIsNotSupported() throws Exception {
    Command answer = ask(Command.request(RequestCode.SEND_MESSAGE_V2, Map.of()));
    assertEquals(ResponseCode.REQUEST_CODE_NOT_SUPPORTED, answer.code());
    assertEquals(" request type 310 not supported", answer.remark());
    answer.release();
  }

  private void startServer(Duration scanInterval) throws IOException {
    NameServerConfig config =
        new NameServerConfig(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            directory.resolve("kvConfig.json"),
            NameServerSwitches.standard(),
            scanInterval);
    InstantSource clock = () -> Instant.ofEpochMilli(now.get());
    server = NameServer.start(config, clock);
    address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
  }

  private Command ask(Command request) throws Exception {
    return client.call(address, request, PATIENCE).get(30, TimeUnit.SECONDS);
  }

  private int code(Command request) throws Exception {
    Command answer = ask(request);
    int code = answer.code();
    answer.release();
    return code;
  }

  private String body(Command request) throws Exception {
    Command answer = ask(request);
    assertEquals(ResponseCode.SUCCESS, answer.code(), answer.remark());
    String body = answer.body().toString(StandardCharsets.UTF_8);
    answer.release();
    return body;
  }

  private String route(String topic) throws Exception {
    return body(Command.request(RequestCode.GET_ROUTEINFO_BY_TOPIC, Map.of("topic", topic)));
  }

  private boolean changed(Map<String, String> header, String version) throws Exception {
    Command answer = ask(Command.request(RequestCode.QUERY_DATA_VERSION, header, text(version)));
    boolean changed = answer.fields().bool("changed");
    answer.release();
    return changed;
  }

  private void put(String namespace, String key, String value) throws Exception {
    Map<String, String> fields = Map.of("namespace", namespace, "key", key, "value", value);
    assertEquals(ResponseCode.SUCCESS, code(Command.request(RequestCode.PUT_KV_CONFIG, fields)));
  }

  private void register(String name, String at) throws Exception {
    assertEquals(ResponseCode.SUCCESS, code(registration(name, at)));
  }

  private static Command registration(String name, String at) {
    RegistrationBody body = new RegistrationBody(new DataVersion(0, 7, 1), List.of(TOPIC, BASE));
    return Command.request(RequestCode.REGISTER_BROKER, broker(name, at), body.write());
  }

  private static Map<String, String> broker(String name, String at) {
    return new HashMap<>(
        Map.of(
            "brokerName",
            name,
            "brokerAddr",
            at,
            "clusterName",
            "c",
            "haServerAddr",
            "ha:1",
            "brokerId",
            "0"));
  }

  /** A request whose header says another version than ours. */
  private String routeAsVersion(int version, String standardJsonOnly) throws IOException {
    String header =
        """
        {"code":105,"extFields":{"topic":"T","acceptStandardJsonOnly":"%s"},"flag":0,"language":"GO",\
        "opaque":1,"serializeTypeCurrentRPC":"JSON","version":%d}"""
            .formatted(standardJsonOnly, version);
    try (Socket socket = connect()) {
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(4 + header.length());
      out.writeInt(header.length());
      out.writeBytes(header);
      return receive(socket);
    }
  }

  private Socket connect() throws IOException {
    return new Socket(address.getAddress(), address.getPort());
  }

  private static void send(Socket socket, Command request) throws IOException {
    String fields =
        request.header().fields().entrySet().stream()
            .map(field -> "\"" + field.getKey() + "\":\"" + field.getValue() + "\"")
            .reduce((a, b) -> a + "," + b)
            .orElse("");
    String header =
        "{\"code\":"
            + request.code()
            + ",\"extFields\":{"
            + fields
            + "},\"flag\":0,\"opaque\":1,\"version\":513}";
    byte[] body = ByteBufUtil.getBytes(request.body());
    request.release();
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    out.writeInt(4 + header.length() + body.length);
    out.writeInt(header.length());
    out.writeBytes(header);
    out.write(body);
  }

  /** The body of the next answer. */
  private static String receive(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] frame = new byte[in.readInt()];
    in.readFully(frame);
    int headerLength = Unpooled.wrappedBuffer(frame).getInt(0) & 0xFFFFFF;
    return new String(
        frame, 4 + headerLength, frame.length - 4 - headerLength, StandardCharsets.UTF_8);
  }

  private static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
  }

  private static ByteBuf compressed(String version, String... topics) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
      block(out, version);
      out.writeInt(topics.length);
      for (String topic : topics) {
        block(out, topic);
      }
      block(out, "[]");
      out.writeInt(0); // no static topics
    }
    return Unpooled.wrappedBuffer(bytes.toByteArray());
  }

  /** A few hundred kilobytes that inflate to much more than is allowed. */
  private static ByteBuf bomb() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
      block(out, "{}");
      out.writeInt(1000);
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 100; i++) {
        out.writeInt(zeros.length);
        out.write(zeros);
      }
    }
    return Unpooled.wrappedBuffer(bytes.toByteArray());
  }

  private static void block(DataOutputStream out, String text) throws IOException {
    out.writeInt(text.length());
    out.writeBytes(text);
  }
}
