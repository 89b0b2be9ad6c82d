package io.diglot.core.convert;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.diglot.store.Frame;
import io.diglot.store.FrameKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link Records} with a cache that is bounded by bytes. A frame never changes, so its position is
 * the key.
 */
public final class CachedRecords implements Records {
  private static final Logger LOG = LoggerFactory.getLogger(CachedRecords.class);
  private static final int RECORD_OVERHEAD = 128;
  private static final int HEADER_OVERHEAD = 48;

  private final Map<FrameKind, RecordDecoder> decoders = new EnumMap<>(FrameKind.class);
  private final Cache<Long, List<CommonRecord>> cache;

  /**
   * Records of the frames of a log.
   *
   * @param decoders one for each kind that holds records; frames of other kinds hold none
   * @param cacheBytes about how many bytes of decoded records are kept
   */
  public CachedRecords(List<RecordDecoder> decoders, long cacheBytes) {
    decoders.forEach(decoder -> this.decoders.put(decoder.kind(), decoder));
    this.cache =
        Caffeine.newBuilder().maximumWeight(cacheBytes).weigher(CachedRecords::weight).build();
  }

  @Override
  public List<CommonRecord> of(Frame frame) {
    RecordDecoder decoder = decoders.get(frame.kind());
    if (decoder == null) {
      return List.of();
    }
    if (frame.kind() == FrameKind.NATIVE) {
      // One record, as quickly decoded as found; what readers make of a run of them they cache.
      return decode(decoder, frame);
    }
    List<CommonRecord> known = cache.getIfPresent(frame.position());
    if (known != null) {
      return known;
    }
    List<CommonRecord> decoded = decode(decoder, frame);
    cache.put(frame.position(), decoded);
    return decoded;
  }

  private static List<CommonRecord> decode(RecordDecoder decoder, Frame frame) {
    try {
      return List.copyOf(decoder.decode(frame));
    } catch (UndecodableFrameException e) {
      LOG.warn(
          "frame {} of queue {} cannot be decoded and is skipped",
          frame.position(),
          frame.queue(),
          e);
      return List.of();
    }
  }

  private static int weight(Long position, List<CommonRecord> records) {
    long bytes = RECORD_OVERHEAD;
    for (CommonRecord each : records) {
      bytes += RECORD_OVERHEAD + length(each.key());
      bytes += each.value() == null ? 0 : each.value().remaining();
      for (Header header : each.headers()) {
        bytes += HEADER_OVERHEAD + header.name().length() + length(header.value());
      }
    }
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }

  private static int length(byte @org.jspecify.annotations.Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
