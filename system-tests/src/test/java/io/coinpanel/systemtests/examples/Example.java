package io.coinpanel.systemtests.examples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A language, and the command that runs its example here, if the machine has what it needs. */
enum Example {
  JAVASCRIPT("watch.mjs", "Node 22, or Node 20.10 with its flag") {
    @Override
    Stream<List<String>> runtimes() {
      return Stream.of(List.of("node"), List.of("node", "--experimental-websocket"));
    }

    @Override
    List<String> question() {
      return List.of("-e", "process.exit(globalThis.WebSocket ? 0 : 1)");
    }
  },

  PYTHON("watch.py", "Python 3.10 with the package websockets") {
    @Override
    Stream<List<String>> runtimes() {
      return Stream.of(List.of("python3"), List.of("/usr/bin/python3"));
    }

    @Override
    List<String> question() {
      return List.of("-c", "import sys, websockets; sys.exit(sys.version_info < (3, 10))");
    }
  },

  JAVA("Watch.java", "a JDK 25") {
    @Override
    Stream<List<String>> runtimes() {
      return Stream.of(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    }

    @Override
    List<String> question() {
      return List.of("--version");
    }
  },

  SHELL("watch.sh", "curl") {
    @Override
    Stream<List<String>> runtimes() {
      return Stream.of(List.of("sh"));
    }

    @Override
    List<String> question() {
      return List.of("-c", "curl --version");
    }

    @Override
    String url(int port) {
      return "http://localhost:" + port;
    }
  };

  private final String file;
  private final String needs;

  Example(String file, String needs) {
    this.file = file;
    this.needs = needs;
  }

  /** Ways to call the language's runtime, the usual one first. */
  abstract Stream<List<String>> runtimes();

  /** Arguments with which a runtime that will do ends well. */
  abstract List<String> question();

  /** Where it finds the webserver. */
  String url(int port) {
    return "ws://localhost:" + port + "/ws";
  }

  String needs() {
    return needs;
  }

  /** The command without arguments, or empty if the machine does not have what it needs. */
  Optional<List<String>> command() {
    Path path = Path.of("..", "examples", file);
    return runtimes()
        .filter(runtime -> works(join(runtime, question())))
        .findFirst()
        .map(runtime -> join(runtime, List.of(path.toString())));
  }

  static List<String> join(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static boolean works(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (InputStream said = process.getInputStream()) {
        var _ = new String(said.readAllBytes(), StandardCharsets.UTF_8);
      }
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
