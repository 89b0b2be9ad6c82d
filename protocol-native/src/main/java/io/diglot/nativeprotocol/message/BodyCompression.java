package io.diglot.nativeprotocol.message;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.InflaterInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;

/** Bodies that a RocketMQ client compressed: zlib, lz4 in its frame format, or zstd. */
public final class BodyCompression {
  /**
   * The largest body that is unpacked: a hostile one must not cost more memory than this, in bytes.
   */
  public static final int MAX_UNPACKED = 64 << 20;

  private static final int LZ4 = 1;
  private static final int ZSTD = 2;

  private BodyCompression() {}

  /**
   * The body as the producer's application gave it; what is not compressed stays where it lies.
   *
   * @throws MalformedMessageException if it does not unpack, or to more than {@link #MAX_UNPACKED}
   */
  public static ByteBuffer unpack(int sysFlag, ByteBuffer body) {
    if (!SysFlag.has(sysFlag, SysFlag.COMPRESSED)) {
      return body;
    }
    byte[] bytes = new byte[body.remaining()];
    body.get(body.position(), bytes);
    try (InputStream unpacked = open(SysFlag.compressionType(sysFlag), bytes)) {
      byte[] result = unpacked.readNBytes(MAX_UNPACKED + 1);
      if (result.length > MAX_UNPACKED) {
        throw new MalformedMessageException(
            "a body unpacks to more than " + MAX_UNPACKED + " bytes");
      }
      return ByteBuffer.wrap(result);
    } catch (IOException e) {
      throw new MalformedMessageException("a compressed body does not unpack", e);
    }
  }

  private static InputStream open(int type, byte[] bytes) throws IOException {
    InputStream packed = new ByteArrayInputStream(bytes);
    return switch (type) {
      case LZ4 -> new LZ4FrameInputStream(packed);
      case ZSTD -> new ZstdInputStream(packed);
      default -> new InflaterInputStream(packed);
    };
  }
}
