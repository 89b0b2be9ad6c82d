package io.diglot.store.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.diglot.store.SegmentStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Segments as files of one directory (FORMAT.md, "Files"). Needs a file system where a rename
 * replaces atomically and where a directory can be forced, as those of Linux.
 */
public final class LocalSegments implements SegmentStore {

  private static final String OWNER_FILE = "owner";
  private static final String SEGMENT = ".segment";
  private static final String JOURNAL = "journal";

  /** What a new segment needs at most before anything is allocated: names, not content. */
  private static final long SPARSE_BYTES = 1 << 16;

  /**
   * Bytes of memory that zeros are written from, over and over: few enough to stay in the
   * processor's cache.
   */
  private static final int ZERO_BYTES = 64 << 10;

  private static final String TEMPORARY = ".tmp";
  private static final Pattern OWNER =
      Pattern.compile("epoch=(\\d{9})\nclean=(true |false)\nend=(\\d{18})\n");

  private final Path directory;
  private final FileChannel lockChannel;
  private final ByteBuffer zeros;
  private Optional<FileLock> lock = Optional.empty();
  private int epoch;

  private LocalSegments(Path directory, FileChannel lockChannel) {
    this.directory = directory;
    this.lockChannel = lockChannel;
    this.zeros = ByteBuffer.allocateDirect(ZERO_BYTES).asReadOnlyBuffer();
  }

  /** Opens a directory, and creates it if it is missing. */
  public static LocalSegments in(Path directory) throws IOException {
    Files.createDirectories(directory);
    return new LocalSegments(
        directory, FileChannel.open(directory.resolve("lock"), CREATE, READ, WRITE));
  }

  @Override
  public Ownership takeOver() throws IOException {
    lock();
    removeTemporaries();
    Path owner = directory.resolve(OWNER_FILE);
    boolean clean = true;
    long end = 0;
    if (Files.exists(owner)) {
      String text = Files.readString(owner, US_ASCII);
      var match = OWNER.matcher(text);
      if (!match.matches()) {
        throw new IOException("cannot read " + owner);
      }
      epoch = Integer.parseInt(match.group(1));
      clean = Boolean.parseBoolean(match.group(2).strip());
      end = Long.parseLong(match.group(3));
    }
    epoch++;
    writeOwner(false, 0);
    return new Ownership(epoch, clean, end);
  }

  private void lock() throws IOException {
    try {
      lock = Optional.ofNullable(lockChannel.tryLock());
    } catch (OverlappingFileLockException e) {
      lock = Optional.empty();
    }
    if (lock.isEmpty()) {
      throw new IOException(directory + " is in use by another log");
    }
  }

  /** In place where there is one: a full disk must not keep the log from opening and closing. */
  private void writeOwner(boolean clean, long end) throws IOException {
    String text = String.format("epoch=%09d\nclean=%-5s\nend=%018d\n", epoch, clean, end);
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(US_ASCII));
    Path owner = directory.resolve(OWNER_FILE);
    if (!Files.exists(owner)) {
      replace(OWNER_FILE, bytes);
      return;
    }
    try (FileChannel channel = FileChannel.open(owner, WRITE)) {
      channel.write(bytes, 0);
      channel.force(false);
    }
  }

  @Override
  public void release(long endPosition) throws IOException {
    writeOwner(true, endPosition);
  }

  @Override
  public List<Long> segments() throws IOException {
    return positions(SEGMENT);
  }

  @Override
  public SegmentFile create(long basePosition, int size) throws IOException {
    Path path = path(basePosition, SEGMENT);
    try {
      MappedSegment segment = MappedSegment.create(path, size, zeros);
      forceDirectory();
      return segment;
    } catch (IOException e) {
      throw DiskRoom.explain(e, path, SPARSE_BYTES);
    }
  }

  @Override
  public SegmentFile open(long basePosition) throws IOException {
    return MappedSegment.open(path(basePosition, SEGMENT), zeros);
  }

  @Override
  public void delete(long basePosition) throws IOException {
    delete(path(basePosition, SEGMENT));
  }

  @Override
  public List<Long> companions(Companion sort) throws IOException {
    return positions(suffix(sort));
  }

  @Override
  public void write(Companion sort, long position, ByteBuffer content) throws IOException {
    replace(path(position, suffix(sort)).getFileName().toString(), content);
  }

  @Override
  public Content read(Companion sort, long position) throws IOException {
    return map(path(position, suffix(sort)));
  }

  private static Content map(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, READ)) {
      MappedByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      return new MappedContent(bytes);
    }
  }

  @Override
  public void delete(Companion sort, long position) throws IOException {
    delete(path(position, suffix(sort)));
  }

  @Override
  public Optional<Content> readJournal() throws IOException {
    Path path = directory.resolve(JOURNAL);
    return Files.exists(path) ? Optional.of(map(path)) : Optional.empty();
  }

  @Override
  public JournalFile openJournal(int size) throws IOException {
    Path path = directory.resolve(JOURNAL);
    if (!Files.exists(path) || Files.size(path) != size) {
      deleteJournal();
      replace(JOURNAL, MappedSegment.zeros(zeros, size));
    }
    return JournalChannel.open(path);
  }

  @Override
  public void deleteJournal() throws IOException {
    delete(directory.resolve(JOURNAL));
  }

  @Override
  public void close() throws IOException {
    lockChannel.close();
  }

  private void delete(Path path) throws IOException {
    if (Files.deleteIfExists(path)) {
      forceDirectory();
    }
  }

  /** Writes a file under another name, forces it, and lets it take the place of the old one. */
  private void replace(String name, ByteBuffer... content) throws IOException {
    Path temporary = directory.resolve(name + TEMPORARY);
    long bytes = Stream.of(content).mapToLong(ByteBuffer::remaining).sum();
    try {
      try (FileChannel channel = FileChannel.open(temporary, CREATE, WRITE, TRUNCATE_EXISTING)) {
        while (channel.position() < bytes) {
          channel.write(content);
        }
        channel.force(true);
      }
      Files.move(temporary, directory.resolve(name), ATOMIC_MOVE);
      forceDirectory();
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw DiskRoom.explain(e, temporary, bytes);
    }
  }

  private void removeTemporaries() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      for (Path path : all.filter(path -> path.toString().endsWith(TEMPORARY)).toList()) {
        Files.delete(path);
      }
    }
  }

  private void forceDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, READ)) {
      channel.force(true);
    }
  }

  private List<Long> positions(String suffix) throws IOException {
    Pattern name = Pattern.compile("(\\d{20})" + Pattern.quote(suffix));
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(path -> name.matcher(path.getFileName().toString()))
          .filter(match -> match.matches())
          .map(match -> Long.parseLong(match.group(1)))
          .sorted()
          .toList();
    }
  }

  private Path path(long position, String suffix) {
    return directory.resolve(String.format("%020d", position) + suffix);
  }

  private static String suffix(Companion sort) {
    return switch (sort) {
      case INDEX -> ".index";
      case SNAPSHOT -> ".snapshot";
    };
  }

  private record MappedContent(ByteBuffer bytes) implements Content {
    @Override
    public void close() {
      MappedMemory.unmap(bytes);
    }
  }
}
