package io.coinpanel.standalone.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process with a Postgres, to be killed. */
final class DatabaseOwner {

  /** Begins the line that names the data directory, once Postgres runs in it. */
  static final String READY = "ready: ";

  private DatabaseOwner() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    TemporaryDirectory directory = TemporaryDirectory.create(Path.of(arguments[0]));
    try (EmbeddedDatabase database = EmbeddedDatabase.start(directory.postgres(), true)) {
      System.out.println(READY + directory.postgres());
      System.out.flush();
      new CountDownLatch(1).await();
      throw new IllegalStateException("not killed: " + database.address());
    }
  }
}
