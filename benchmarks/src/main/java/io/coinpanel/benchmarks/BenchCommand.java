package io.coinpanel.benchmarks;

import io.coinpanel.benchmarks.accounts.AccountsBenchmark;
import io.coinpanel.benchmarks.backtest.BacktestBenchmark;
import io.coinpanel.benchmarks.burst.BurstBenchmark;
import io.coinpanel.benchmarks.cold.ColdBenchmark;
import io.coinpanel.benchmarks.conditions.ConditionsBenchmark;
import io.coinpanel.benchmarks.connect.ConnectBenchmark;
import io.coinpanel.benchmarks.deliveries.DeliveriesBenchmark;
import io.coinpanel.benchmarks.environment.EnvironmentSettings;
import io.coinpanel.benchmarks.idle.IdleBenchmark;
import io.coinpanel.benchmarks.ingest.IngestBenchmark;
import io.coinpanel.benchmarks.latency.LatencyBenchmark;
import io.coinpanel.benchmarks.micro.MicroBenchmarks;
import io.coinpanel.benchmarks.plot.PlotCommand;
import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.benchmarks.report.GitCommit;
import io.coinpanel.benchmarks.report.Machine;
import io.coinpanel.benchmarks.report.Report;
import io.coinpanel.benchmarks.report.ReportFile;
import io.coinpanel.benchmarks.report.ReportPrinter;
import io.coinpanel.benchmarks.start.StartBenchmark;
import io.coinpanel.benchmarks.states.StatesBenchmark;
import io.coinpanel.benchmarks.subscribe.SubscribeBenchmark;
import io.coinpanel.benchmarks.takeover.TakeoverBenchmark;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code bench}: measures, prints a table, and writes it down. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = PlotCommand.class,
    description = "Benchmarks CoinPanel on real sockets and a durable database.")
public final class BenchCommand implements Callable<Integer> {

  private static final String ALL = "all";

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      description =
          "latency, ingest, burst, idle, connect, cold, subscribe, start, takeover, states,"
              + " deliveries, accounts, backtest, conditions, micro, or all (the default).")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--runs",
      defaultValue = "1",
      description = "Number of runs; figures are medians (${DEFAULT-VALUE}).")
  private int runs;

  @Option(names = "--out", paramLabel = "FILE", description = "Writes the report as JSON.")
  private @Nullable Path out;

  @Option(
      names = "--compare",
      arity = "2",
      paramLabel = "FILE",
      description = "Compares two reports without measuring.")
  private List<Path> compared = new ArrayList<>();

  @Mixin private EnvironmentSettings settings = new EnvironmentSettings();
  @Mixin private LatencyBenchmark latency = new LatencyBenchmark();
  @Mixin private IngestBenchmark ingest = new IngestBenchmark();
  @Mixin private BurstBenchmark burst = new BurstBenchmark();
  @Mixin private IdleBenchmark idle = new IdleBenchmark();
  @Mixin private ConnectBenchmark connect = new ConnectBenchmark();
  @Mixin private ColdBenchmark cold = new ColdBenchmark();
  @Mixin private SubscribeBenchmark subscribe = new SubscribeBenchmark();
  @Mixin private StartBenchmark start = new StartBenchmark();
  @Mixin private TakeoverBenchmark takeover = new TakeoverBenchmark();
  @Mixin private StatesBenchmark states = new StatesBenchmark();
  @Mixin private DeliveriesBenchmark deliveries = new DeliveriesBenchmark();
  @Mixin private AccountsBenchmark accounts = new AccountsBenchmark();
  @Mixin private BacktestBenchmark backtest = new BacktestBenchmark();
  @Mixin private ConditionsBenchmark conditions = new ConditionsBenchmark();
  @Mixin private MicroBenchmarks micro = new MicroBenchmarks();

  private BenchCommand() {}

  public static void main(String[] arguments) {
    // Suppresses logs of the components.
    LoggingSystem.get(BenchCommand.class.getClassLoader()).beforeInitialize();
    System.exit(commandLine().execute(arguments));
  }

  /** The configured command line. */
  static CommandLine commandLine() {
    return new CommandLine(new BenchCommand());
  }

  @Override
  public Integer call() throws Exception {
    if (!compared.isEmpty()) {
      println(
          ReportPrinter.comparison(
              ReportFile.read(compared.get(0)), ReportFile.read(compared.get(1))));
      return ExitCode.OK;
    }
    Report report = measure(chosen());
    println(ReportPrinter.report(report));
    if (out != null) {
      ReportFile.write(report, out);
    }
    return ExitCode.OK;
  }

  private List<Benchmark> chosen() {
    List<Benchmark> all =
        List.of(
            latency,
            ingest,
            burst,
            idle,
            connect,
            cold,
            subscribe,
            start,
            takeover,
            states,
            deliveries,
            accounts,
            backtest,
            conditions,
            micro);
    if (names.isEmpty() || names.contains(ALL)) {
      return all;
    }
    return names.stream().map(name -> named(name, all)).toList();
  }

  private Benchmark named(String name, List<Benchmark> all) {
    return all.stream()
        .filter(benchmark -> benchmark.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new ParameterException(line(), "There is no benchmark '" + name + "'."));
  }

  private Report measure(List<Benchmark> chosen) throws Exception {
    Instant date = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
    List<List<Figure>> measured = new ArrayList<>();
    for (int run = 1; run <= runs; run++) {
      List<Figure> figures = new ArrayList<>();
      for (Benchmark benchmark : chosen) {
        println("%s, run %d of %d ...".formatted(benchmark.name(), run, runs));
        List<Figure> own = benchmark.measure(settings);
        own.forEach(figure -> println("  " + figure.text()));
        figures.addAll(own);
      }
      measured.add(figures);
    }
    String command = "bench " + String.join(" ", line().getParseResult().originalArgs());
    return Report.of(Machine.here(), GitCommit.of(settings.root()), date, command, measured);
  }

  private CommandLine line() {
    return Objects.requireNonNull(spec).commandLine();
  }

  private void println(String text) {
    PrintWriter terminal = line().getOut();
    terminal.println(text);
    terminal.flush();
  }
}
