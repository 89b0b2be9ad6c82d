package io.diglot.remoting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Server and client over a real socket. */
@Timeout(60)
final class LoopbackTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int ECHO = 1;
  private static final int HOLD = 2;
  private static final int THROW = 3;
  private static final int BIG = 4;
  private static final int NEEDS_FIELD = 5;
  private static final int NOTE = 6;

  private final BlockingQueue<Connection> closed = new LinkedBlockingQueue<>();
  private final BlockingQueue<Connection> seen = new LinkedBlockingQueue<>();
  private final BlockingQueue<CompletableFuture<Response>> held = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();
  private final List<ByteBuf> big = new ArrayList<>();
  private EventLoops loops;
  private RemotingServer server;
  private RemotingClient client;
  private InetSocketAddress address;

  @BeforeEach
  void start() throws IOException {
    loops = new EventLoops("test", 2);
    server =
        new RemotingServer(
            loops,
            Frames.LIMITS,
            List.of(
                handler(ECHO, this::echo),
                handler(HOLD, this::hold),
                handler(THROW, (c, r) -> failing()),
                handler(BIG, (c, r) -> CompletableFuture.completedStage(big(32 << 10))),
                handler(
                    NEEDS_FIELD,
                    (c, r) ->
                        CompletableFuture.completedStage(Response.of(0, r.fields().text("topic")))),
                handler(NOTE, this::note)),
            List.of(closed::add));
    address = server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    client =
        new RemotingClient(
            loops,
            Frames.LIMITS,
            List.of(handler(ECHO, this::echo), handler(NOTE, this::note)),
            PATIENCE);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
    loops.close();
  }

  @Test
  void aRequestIsAnsweredWithFieldsAndGatheredBody() throws Exception {
    Command answer = ask(Command.request(ECHO, Map.of("k", "v"), Frames.text("body")));
    assertEquals(0, answer.code());
    assertEquals("v", answer.fields().text("k"));
    assertEquals("body|body", answer.body().toString(StandardCharsets.UTF_8));
    answer.release();
  }

  @Test
  void everyPortServesTheSameHandlers() throws Exception {
    address = server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    ask(Command.request(ECHO, Map.of())).release();
  }

  @Test
  void aPortThatIsTakenIsSaidAtBind() {
    assertThrows(IOException.class, () -> server.bind(address));
  }

  @Test
  void anUnknownCodeIsAnsweredNotSupported() throws Exception {
    Command answer = ask(Command.request(4711, Map.of()));
    assertEquals(ResponseCode.REQUEST_CODE_NOT_SUPPORTED, answer.code());
    assertEquals(" request type 4711 not supported", answer.remark());
    answer.release();
  }

  @Test
  void aMissingFieldIsNamedInTheAnswer() throws Exception {
    Command answer = ask(Command.request(NEEDS_FIELD, Map.of()));
    assertEquals(ResponseCode.SYSTEM_ERROR, answer.code());
    assertEquals("the custom field <topic> is null", answer.remark());
    answer.release();
  }

  @Test
  void aHandlerThatFailsIsAnsweredAndDisturbsNothing() throws Exception {
    Command answer = ask(Command.request(THROW, Map.of()));
    assertEquals(ResponseCode.SYSTEM_ERROR, answer.code());
    answer.release();
    ask(Command.request(ECHO, Map.of())).release();
  }

  @Test
  void answersLeaveInTheOrderInWhichTheyAreReady() throws Exception {
    CompletableFuture<Command> first =
        client.call(address, Command.request(HOLD, Map.of()), PATIENCE);
    CompletableFuture<Response> handle = held.take();
    ask(Command.request(ECHO, Map.of())).release();
    assertFalse(first.isDone());
    handle.complete(Response.ok());
    first.get().release();
  }

  @Test
  void aOneWayRequestGetsNoAnswer() throws Exception {
    try (Socket socket = connect()) {
      send(
          socket,
          new CommandHeader(ECHO, LanguageCode.GO, 0, 1, 2, "", Map.of(), HeaderEncoding.JSON));
      send(
          socket,
          new CommandHeader(ECHO, LanguageCode.GO, 0, 2, 0, "", Map.of(), HeaderEncoding.JSON));
      assertEquals(2, receive(socket).opaque());
    }
  }

  @Test
  void theServerAsksAndNotifiesItsClient() throws Exception {
    ask(Command.request(ECHO, Map.of())).release();
    Connection connection = seen.take();
    Command answer = connection.call(Command.request(ECHO, Map.of("k", "w")), PATIENCE).get();
    assertEquals("w", answer.fields().text("k"));
    answer.release();
    connection.oneWay(Command.request(NOTE, Map.of("k", "wake up")));
    assertEquals("wake up", notes.take());
  }

  @Test
  void anAnswerThatDoesNotComeInTimeIsATimeout() {
    RemotingException e =
        failure(client.call(address, Command.request(HOLD, Map.of()), Duration.ofMillis(50)));
    assertEquals(RemotingException.Reason.TIMED_OUT, e.reason());
  }

  @Test
  void aLateAnswerIsDropped() throws Exception {
    failure(client.call(address, Command.request(HOLD, Map.of()), Duration.ofMillis(1)));
    ByteBuf body = Frames.text("late");
    held.take().complete(Response.ok().body(body));
    ask(Command.request(ECHO, Map.of())).release();
    stop();
    assertEquals(0, body.refCnt());
  }

  @Test
  void openCallsFailWhenTheConnectionGoesAndTheNextOneReconnects() throws Exception {
    CompletableFuture<Command> open =
        client.call(address, Command.request(HOLD, Map.of()), PATIENCE);
    held.take();
    server.connections().get(0).close();
    assertEquals(RemotingException.Reason.CLOSED, failure(open).reason());
    closed.take();
    ask(Command.request(ECHO, Map.of())).release();
  }

  @Test
  void nobodyListeningIsNotConnected() throws Exception {
    server.close();
    RemotingException e = failure(client.call(address, Command.request(ECHO, Map.of()), PATIENCE));
    assertEquals(RemotingException.Reason.NOT_CONNECTED, e.reason());
  }

  @Test
  void anAnswerForAConnectionThatHasGoneIsReleased() throws Exception {
    try (Socket socket = connect()) {
      send(
          socket,
          new CommandHeader(HOLD, LanguageCode.GO, 0, 1, 0, "", Map.of(), HeaderEncoding.JSON));
      CompletableFuture<Response> handle = held.take();
      socket.shutdownOutput();
      closed.take();
      ByteBuf body = Frames.text("nobody wants this");
      handle.complete(Response.ok().body(body));
      ask(Command.request(ECHO, Map.of())).release();
      loops.close();
      assertEquals(0, body.refCnt());
    }
  }

  @Test
  void malformedBytesCloseThatConnectionOnly() throws Exception {
    ask(Command.request(ECHO, Map.of())).release();
    Connection other = seen.take();
    try (Socket socket = connect()) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertEquals(-1, socket.getInputStream().read());
    }
    assertTrue(closed.take() != other);
    assertTrue(other.isOpen());
    ask(Command.request(ECHO, Map.of())).release();
  }

  @Test
  void aFrameCutShortByTheClientsEndIsNotServed() throws Exception {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(new byte[] {0, 0, 1, 0, 0, 0, 0, 40, '{'});
    }
    closed.take();
    assertTrue(seen.isEmpty());
  }

  @Test
  void tooManyOpenRequestsAreAnsweredBusy() throws Exception {
    ask(Command.request(ECHO, Map.of())).release();
    List<CompletableFuture<Command>> open = new ArrayList<>();
    for (int i = 0; i < Frames.LIMITS.maxOpenRequests(); i++) {
      open.add(client.call(address, Command.request(HOLD, Map.of()), PATIENCE));
    }
    Command busy = ask(Command.request(ECHO, Map.of()));
    assertEquals(ResponseCode.SYSTEM_BUSY, busy.code());
    busy.release();
    for (int i = 0; i < open.size(); i++) {
      held.take().complete(Response.ok());
    }
    for (CompletableFuture<Command> call : open) {
      call.get().release();
    }
    Command served = ask(Command.request(ECHO, Map.of()));
    assertEquals(ResponseCode.SUCCESS, served.code());
    served.release();
  }

  @Test
  void aClientThatStopsReadingCostsBoundedMemoryAndGetsItAllWhenItReadsAgain() throws Exception {
    int requests = 400;
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(16 << 10);
      socket.connect(address);
      Thread writer = sendInBackground(socket, requests);
      long most = 0;
      DataInputStream in = new DataInputStream(socket.getInputStream());
      for (int i = 0; i < requests; i++) {
        synchronized (big) {
          most = Math.max(most, big.stream().filter(b -> b.refCnt() > 0).count());
        }
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
      }
      writer.join();
      assertTrue(most < requests, most + " answers were in memory at once");
    }
    closed.take();
    synchronized (big) {
      big.forEach(buffer -> assertEquals(0, buffer.refCnt()));
    }
  }

  @Test
  void aClientThatNeverReadsIsClosedWhenItsAnswersPileUp() throws Exception {
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(16 << 10);
      socket.connect(address);
      for (int i = 0; i < 90; i++) {
        send(
            socket,
            new CommandHeader(HOLD, LanguageCode.GO, 0, i, 0, "", Map.of(), HeaderEncoding.JSON));
      }
      // All of them are in before the first answer goes out: a connection whose answers pile up is
      // not read from.
      List<CompletableFuture<Response>> requests = new ArrayList<>();
      for (int i = 0; i < 90; i++) {
        requests.add(held.take());
      }
      requests.forEach(request -> request.complete(big(128 << 10)));
      closed.take();
    }
    loops.close();
    big.forEach(buffer -> assertEquals(0, buffer.refCnt()));
  }

  @Test
  void anIdleConnectionIsClosed() throws Exception {
    RemotingLimits l = Frames.LIMITS;
    RemotingLimits impatient =
        new RemotingLimits(
            l.maxFrameBytes(),
            l.maxHeaderBytes(),
            l.maxOpenRequests(),
            l.highWaterBytes(),
            l.lowWaterBytes(),
            l.maxUnsentBytes(),
            Duration.ofMillis(50));
    try (RemotingServer other =
        new RemotingServer(loops, impatient, List.of(), List.of(closed::add))) {
      address = other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (Socket socket = connect()) {
        assertEquals(-1, socket.getInputStream().read());
      }
      closed.take();
    }
  }

  @Test
  void closingTheServerSendsWhatIsReadyAndClosesEveryConnection() throws Exception {
    try (Socket socket = connect()) {
      send(
          socket,
          new CommandHeader(HOLD, LanguageCode.GO, 0, 9, 0, "", Map.of(), HeaderEncoding.JSON));
      held.take().complete(Response.ok());
      // The answer above is queued on the loop before this request's arrival is handled.
      server.close();
      assertEquals(9, receive(socket).opaque());
      assertEquals(-1, socket.getInputStream().read());
    }
    assertEquals(List.of(), server.connections());
  }

  @Test
  void theFallbackTransportServesToo() throws Exception {
    try (EventLoops nio = new EventLoops("nio", 1, false);
        RemotingServer other =
            new RemotingServer(nio, Frames.LIMITS, List.of(handler(ECHO, this::echo)), List.of());
        RemotingClient nioClient = new RemotingClient(nio, Frames.LIMITS, List.of(), PATIENCE)) {
      InetSocketAddress at = other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      nioClient.call(at, Command.request(ECHO, Map.of()), PATIENCE).get().release();
    }
  }

  @Test
  void twoHandlersForOneCodeAreRefused() {
    List<RequestHandler> twice = List.of(handler(ECHO, this::echo), handler(ECHO, this::hold));
    assertThrows(
        IllegalArgumentException.class,
        () -> new RemotingServer(loops, Frames.LIMITS, twice, List.of()));
  }

  private Command ask(Command request) throws Exception {
    return client.call(address, request, PATIENCE).get(30, TimeUnit.SECONDS);
  }

  private static RemotingException failure(CompletableFuture<Command> call) {
    ExecutionException e = assertThrows(ExecutionException.class, call::get);
    return (RemotingException) e.getCause();
  }

  private CompletionStage<Response> echo(Connection connection, Command request) {
    seen.add(connection);
    Response response = Response.ok();
    request.header().fields().forEach(response::field);
    if (request.body().isReadable()) {
      response
          .body(request.body().retainedSlice())
          .body(Frames.text("|"))
          .body(request.body().retainedSlice());
    }
    return CompletableFuture.completedStage(response);
  }

  private CompletionStage<Response> hold(Connection connection, Command request) {
    CompletableFuture<Response> answer = new CompletableFuture<>();
    held.add(answer);
    return answer;
  }

  private CompletionStage<Response> note(Connection connection, Command request) {
    notes.add(request.fields().text("k"));
    return CompletableFuture.completedStage(Response.ok());
  }

  private static CompletionStage<Response> failing() {
    throw new IllegalStateException("on purpose");
  }

  private Response big(int bytes) {
    ByteBuf body = ByteBufAllocator.DEFAULT.buffer(bytes).writeZero(bytes);
    synchronized (big) {
      big.add(body);
    }
    return Response.ok().body(body);
  }

  private Thread sendInBackground(Socket socket, int requests) {
    Thread writer =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < requests; i++) {
                  send(
                      socket,
                      new CommandHeader(
                          BIG, LanguageCode.GO, 0, i, 0, "", Map.of(), HeaderEncoding.JSON));
                }
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    writer.start();
    return writer;
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(address.getAddress(), address.getPort());
    socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
    return socket;
  }

  private static void send(Socket socket, CommandHeader header) throws IOException {
    socket
        .getOutputStream()
        .write(ByteBufUtil.getBytes(Frames.encode(new Command(header, List.of()))));
  }

  private static CommandHeader receive(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    int length = in.readInt();
    byte[] rest = new byte[length];
    in.readFully(rest);
    ByteBuf frame = Unpooled.buffer().writeInt(length).writeBytes(rest);
    Command command = Frames.decode(frame).get(0);
    CommandHeader header = command.header();
    command.release();
    return header;
  }

  private static RequestHandler handler(
      int code, BiFunction<Connection, Command, CompletionStage<Response>> serve) {
    return new RequestHandler() {
      @Override
      public Set<Integer> codes() {
        return Set.of(code);
      }

      @Override
      public CompletionStage<Response> handle(Connection connection, Command request) {
        return serve.apply(connection, request);
      }
    };
  }
}
