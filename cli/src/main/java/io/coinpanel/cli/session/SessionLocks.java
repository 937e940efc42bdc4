package io.coinpanel.cli.session;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Inter-process session locks, released when the process dies.
 *
 * <p>All locks are byte ranges of one permanent empty file, since per-session files could not be
 * deleted safely. Opened once, since closing any descriptor releases all locks of the process.
 */
final class SessionLocks {

  /** Kinds of session locks. */
  enum Kind {
    WATCH(0),
    BORROW(1);

    private final int offset;

    Kind(int offset) {
      this.offset = offset;
    }
  }

  private static final long LOCKS_PER_NAME = 2;

  private final Path file;
  private @Nullable FileChannel opened;

  SessionLocks(Path file) {
    this.file = file;
  }

  /** Empty while another has it. */
  Optional<FileLock> tryLock(SessionName name, Kind kind) throws IOException {
    // Hash collisions of names cause a spurious "in use".
    long place = Integer.toUnsignedLong(name.text().hashCode()) * LOCKS_PER_NAME + kind.offset;
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
