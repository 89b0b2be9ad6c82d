package io.diglot.nativeprotocol.pull;

import io.diglot.store.Frame;
import io.diglot.store.FrameRun;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;

/**
 * The payloads of a run of frames, one after the other and uncopied. The run is closed when the
 * last reference goes.
 */
final class LeasedBody extends CompositeByteBuf {
  private final FrameRun run;

  /** Takes over the run, which must hold a frame. */
  LeasedBody(FrameRun run) {
    super(UnpooledByteBufAllocator.DEFAULT, true, Math.max(2, run.frames().size()));
    this.run = run;
    for (Frame frame : run.frames()) {
      addComponent(true, Unpooled.wrappedBuffer(frame.payload()));
    }
  }

  @Override
  protected void deallocate() {
    super.deallocate();
    run.close();
  }
}
