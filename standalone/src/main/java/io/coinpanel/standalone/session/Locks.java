package io.coinpanel.standalone.session;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who has which session, across processes. One that dies gives back what it has.
 *
 * <p>All of them are places in one file that stays and stays empty: a file for each session could
 * not be deleted safely. It is opened once, as closing it anywhere in a process gives back
 * everything that the process has.
 */
final class Locks {

  /** What can be had of a session. */
  enum Right {
    WATCH(0),
    VISIT(1);

    private final int offset;

    Right(int offset) {
      this.offset = offset;
    }
  }

  private static final long PLACES_OF_A_NAME = 2;

  private final Path file;
  private @Nullable FileChannel opened;

  Locks(Path file) {
    this.file = file;
  }

  /** Empty while another has it. */
  Optional<FileLock> take(SessionName name, Right right) throws IOException {
    // Two names may meet in one place, which costs one of them an unfounded refusal.
    long place = Integer.toUnsignedLong(name.text().hashCode()) * PLACES_OF_A_NAME + right.offset;
    try {
      return Optional.ofNullable(channel().tryLock(place, 1, false));
    } catch (OverlappingFileLockException heldInThisProcess) {
      return Optional.empty();
    }
  }

  private synchronized FileChannel channel() throws IOException {
    FileChannel channel = opened;
    if (channel == null) {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      opened = channel;
    }
    return channel;
  }
}
