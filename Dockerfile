# All services' images: docker build --target ingestion|webserver|simulator .

FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /build

# Libraries change less often than code, so they get their own layer: this builds empty modules.
COPY pom.xml ./
COPY .mvn .mvn
COPY common-model/pom.xml common-model/
COPY db/migrations/pom.xml db/migrations/
COPY matching/pom.xml matching/
COPY test-kit/pom.xml test-kit/
COPY exchange-simulator/pom.xml exchange-simulator/
COPY backtest/pom.xml backtest/
COPY ingestion-service/pom.xml ingestion-service/
COPY webserver-service/pom.xml webserver-service/
COPY cli/pom.xml cli/
COPY standalone/pom.xml standalone/
COPY system-tests/pom.xml system-tests/
COPY benchmarks/pom.xml benchmarks/
RUN mvn -B -q package -DskipTests -Dspring-boot.repackage.skip=true \
      -pl exchange-simulator,ingestion-service,webserver-service,standalone -am

COPY common-model common-model
COPY db db
COPY docs/protocol docs/protocol
COPY matching matching
COPY test-kit test-kit
COPY exchange-simulator exchange-simulator
COPY backtest backtest
COPY ingestion-service ingestion-service
COPY webserver-service webserver-service
COPY cli cli
COPY standalone standalone
RUN mvn -B -q package dependency:copy-dependencies -DskipTests \
      -DincludeScope=runtime -DoutputDirectory=target/lib \
      -pl exchange-simulator,ingestion-service,webserver-service,standalone -am \
 && cp exchange-simulator/target/exchange-simulator-*.jar exchange-simulator/target/lib/ \
 && java -Djarmode=tools -jar ingestion-service/target/ingestion-service.jar extract --destination /ingestion \
 && java -Djarmode=tools -jar webserver-service/target/webserver-service.jar extract --destination /webserver \
 && java -Djarmode=tools -jar standalone/target/coinpanel.jar extract --destination /training

FROM eclipse-temurin:25-jre AS runtime
RUN groupadd --system coinpanel && useradd --system --gid coinpanel --no-create-home coinpanel
COPY docker/is-healthy /usr/local/bin/is-healthy
COPY docker/java.options /app/
WORKDIR /app
ENV JAVA_OPTIONS="-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError"

# Trains both services on simulated trades with clients. Each writes an AOT cache of classes and
# method profiles beside its jar. The cache fits only this JVM, this path, this layout of objects
# and this collector.
FROM runtime AS trained
COPY --from=build --chown=coinpanel /ingestion /app/ingestion
COPY --from=build --chown=coinpanel /webserver /app/webserver
COPY --from=build /training /training
COPY docker/training.options /training/
# Postgres refuses to run as root.
USER coinpanel
RUN XDG_CACHE_HOME=/tmp/cache java -Xmx512m -jar /training/coinpanel.jar train \
      --ingestion /app/ingestion/ingestion-service.jar \
      --webserver /app/webserver/webserver-service.jar \
      -- @/app/java.options @/training/training.options

FROM runtime AS ingestion
COPY --from=trained /app/ingestion ./ingestion
COPY docker/ingestion.options ./ingestion/
USER coinpanel
EXPOSE 8001
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=6 CMD ["is-healthy", "8001", "/actuator/health/readiness"]
ENTRYPOINT ["sh", "-c", "exec java @/app/java.options @/app/ingestion/ingestion.options -XX:AOTCache=/app/ingestion/classes.aot $JAVA_OPTIONS -jar /app/ingestion/ingestion-service.jar \"$@\"", "--"]

FROM runtime AS webserver
COPY --from=trained /app/webserver ./webserver
COPY docker/webserver.options ./webserver/
USER coinpanel
EXPOSE 8000 8002
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=6 CMD ["is-healthy", "8000", "/actuator/health/readiness"]
ENTRYPOINT ["sh", "-c", "exec java @/app/java.options @/app/webserver/webserver.options -XX:AOTCache=/app/webserver/classes.aot $JAVA_OPTIONS -jar /app/webserver/webserver-service.jar \"$@\"", "--"]

FROM runtime AS simulator
COPY --from=build /build/exchange-simulator/target/lib lib
USER coinpanel
EXPOSE 8002
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=6 CMD ["is-healthy", "8002", "/api/v3/ticker/price?symbol=BTCUSDT"]
ENTRYPOINT ["sh", "-c", "exec java $JAVA_OPTIONS -cp 'lib/*' io.coinpanel.simulator.SimulatorCommand --bind 0.0.0.0 \"$@\"", "--"]
