package io.coinpanel.systemtests.clock;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/** By how much a wall clock is off, shared by two processes. */
public final class ClockFile {

  /** The system property of a service that names its file. */
  public static final String PROPERTY = "coinpanel.test.clock";

  private final ByteBuffer offset;

  private ClockFile(ByteBuffer offset) {
    this.offset = offset;
  }

  /** Gives a service the clock that {@link #PROPERTY} names. */
  static ApplicationContextInitializer<GenericApplicationContext> initializer() throws IOException {
    InstantSource clock = open(Path.of(System.getProperty(PROPERTY))).clock();
    return context -> context.registerBean("steppedClock", InstantSource.class, () -> clock);
  }

  /** Opens the file, which is made if there is none: a clock that is right. */
  public static ClockFile open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, READ, WRITE, CREATE)) {
      return new ClockFile(channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES));
    }
  }

  /** Steps the clock to this distance from the right time. */
  public void step(Duration ahead) {
    offset.putLong(0, ahead.toMillis());
  }

  /** The clock as stepped up to now. */
  public InstantSource clock() {
    InstantSource right = InstantSource.system();
    return () -> right.instant().plusMillis(offset.getLong(0));
  }
}
