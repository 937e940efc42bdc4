package io.coinpanel.benchmarks.accounts;

import io.coinpanel.benchmarks.environment.BenchmarkEnvironment;
import io.coinpanel.benchmarks.environment.ServiceProcess;
import java.time.Duration;

/** CPU time, up to a moment or between two, of a service and of Postgres. */
record CpuReading(Duration service, Duration postgres) {

  static CpuReading of(BenchmarkEnvironment stage, ServiceProcess service) {
    return new CpuReading(service.cpu(), stage.postgres().cpu());
  }

  CpuReading since(CpuReading before) {
    return new CpuReading(service.minus(before.service), postgres.minus(before.postgres));
  }

  double serviceSeconds() {
    return service.toMillis() / 1000.0;
  }

  double postgresSeconds() {
    return postgres.toMillis() / 1000.0;
  }
}
