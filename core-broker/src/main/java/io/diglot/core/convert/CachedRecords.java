package io.diglot.core.convert;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.diglot.store.Frame;
import io.diglot.store.FrameKind;
import io.diglot.store.FrameRun;
import io.diglot.store.Log;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private final Log log;
  private final Map<FrameKind, RecordDecoder> decoders = new EnumMap<>(FrameKind.class);
  private final Cache<Long, List<CommonRecord>> cache;

  /**
   * Records of a log.
   *
   * @param decoders one for each kind that holds records; frames of other kinds hold none
   * @param cacheBytes about how many bytes of decoded records are kept
   */
  public CachedRecords(Log log, List<RecordDecoder> decoders, long cacheBytes) {
    this.log = log;
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

  @Override
  public Optional<Located> find(long handle) {
    Optional<FrameRun> found = log.at(RecordHandle.position(handle, log.endPosition()));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (FrameRun run = found.get()) {
      if (run.frames().isEmpty()) {
        return Optional.empty();
      }
      Frame frame = run.frames().get(0);
      return of(frame).stream()
          .filter(candidate -> candidate.handle() == handle)
          .findFirst()
          .map(match -> new Located(frame.queue(), match));
    }
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
      bytes += RECORD_OVERHEAD + length(each.key()) + length(each.value());
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
