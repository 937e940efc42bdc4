package io.coinpanel.systemtests.clock;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.testkit.process.ClassPath;
import io.coinpanel.testkit.process.JavaCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The commands of services whose wall clocks a test can step. */
public final class ServiceCommand {

  /** Of each main class: the option that lets it start with classes that were loaded before. */
  private static final Map<Class<?>, String> ARCHIVES = new ConcurrentHashMap<>();

  private ServiceCommand() {}

  /** Ingestion, without what only the webserver brings. */
  public static JavaCommand ingestion(Path clock) {
    return command(SteppedIngestion.class, clock, "webserver-service", "hibernate");
  }

  public static JavaCommand webserver(Path clock) {
    return command(SteppedWebserver.class, clock, "ingestion-service");
  }

  private static JavaCommand command(Class<?> main, Path clock, String... foreign) {
    String classPath = ClassPath.with(main, ClassPath.without(foreign));
    JavaCommand command =
        new JavaCommand(classPath, main.getName()).options("-D" + ClockFile.PROPERTY + "=" + clock);
    return command.options(ARCHIVES.computeIfAbsent(main, _ -> archive(command)));
  }

  private static String archive(JavaCommand command) {
    try (TestDatabase database = TestDatabase.empty()) {
      return command.archive(
          List.of("-Dspring.context.exit=onRefresh"),
          "--server.port=0",
          "--coinpanel.webserver.management-port=0",
          "--spring.datasource.url=" + database.jdbcUrl(),
          "--spring.datasource.username=" + database.username(),
          "--spring.datasource.password=" + database.password());
    }
  }
}
