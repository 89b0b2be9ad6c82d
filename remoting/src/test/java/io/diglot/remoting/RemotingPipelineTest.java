package io.diglot.remoting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the handlers of one connection do together, without sockets and time. */
final class RemotingPipelineTest {

  @Test
  void requestsThatCameTogetherWaitUntilThePeerTookTheAnswersBefore() {
    EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(Frames.LIMITS), new Answering());
    channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(150, 250));
    int requests = 10;
    channel.writeInbound(together(requests));
    int answered = 0;
    while (answered < requests) {
      long waiting = channel.unsafe().outboundBuffer().totalPendingWriteBytes();
      assertFalse(channel.isWritable());
      assertTrue(waiting < 500, waiting + " bytes wait");
      channel.flush();
      channel.runPendingTasks();
      answered += Answering.take(channel);
    }
    assertEquals(requests, answered);
    assertTrue(channel.isWritable());
    assertFalse(channel.finish());
  }

  @Test
  void aPeerThatSendsNothingStaysWhileItTakesWhatItIsSent() {
    EmbeddedChannel channel = connected();
    var unusedFirst = channel.write(Unpooled.buffer().writeZero(100));
    idle(channel);
    assertTrue(channel.isOpen());
    channel.flush();
    var unusedSecond = channel.write(Unpooled.buffer().writeZero(50));
    idle(channel);
    assertTrue(channel.isOpen());
    idle(channel);
    assertFalse(channel.isOpen());
    channel.releaseOutbound();
  }

  @Test
  void aPeerThatHasNothingToTakeEitherIsIdle() {
    EmbeddedChannel channel = connected();
    idle(channel);
    assertFalse(channel.isOpen());
  }

  private static ByteBuf together(int requests) {
    ByteBuf together = Unpooled.buffer();
    for (int i = 0; i < requests; i++) {
      together.writeBytes(Frames.encode(Command.request(7, Map.of())));
    }
    return together;
  }

  private static EmbeddedChannel connected() {
    EmbeddedChannel channel = new EmbeddedChannel();
    channel
        .pipeline()
        .addLast(
            new ConnectionHandler(
                new Connection(channel, Frames.LIMITS),
                Frames.LIMITS,
                new DispatchTable(List.of()),
                List.of()));
    return channel;
  }

  private static void idle(EmbeddedChannel channel) {
    channel.pipeline().fireUserEventTriggered(IdleStateEvent.READER_IDLE_STATE_EVENT);
    channel.runPendingTasks();
  }

  /** Answers each command with a hundred bytes that are not sent yet. */
  private static final class Answering extends SimpleChannelInboundHandler<Command> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, Command command) {
      var unused = context.write(Unpooled.buffer().writeZero(100));
    }

    /** How many answers have left. */
    static int take(EmbeddedChannel channel) {
      int answers = 0;
      for (ByteBuf sent = channel.readOutbound(); sent != null; sent = channel.readOutbound()) {
        sent.release();
        answers++;
      }
      return answers;
    }
  }
}
