# The jar that the pipeline has tested, and an archive of its classes made by the JVM that will run it:
#
#   mvn -B verify && docker build -t hokusai-api .
#
# Any JRE from 17 on will do, with or without a shell: --build-arg BASE=<image>. docs/operations.md says what the
# options are for, docs/decisions.md why it is made this way.
ARG BASE=eclipse-temurin:17.0.19_10-jre-noble@sha256:543aebd60ff1deb9e906a8d4b117a7eda68a7f8e0d71041db2b5839d7fa057b8

FROM ${BASE} AS archive
COPY api-app/target/api-app.jar /app/
RUN ["java", "-XX:ArchiveClassesAtExit=/app/api-app.jsa", "-XX:+UseSerialGC", "-Xlog:disable", \
     "-Xlog:all=error:stderr", "-jar", "/app/api-app.jar", "train"]

FROM ${BASE}
COPY --from=archive /app/ /app/
# A number, which Kubernetes can tell from root.
USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM
# No HEALTHCHECK: ECS ignores it, and Kubernetes and load balancers ask for the paths in docs/endpoints.md.
ENTRYPOINT ["java", "-XX:SharedArchiveFile=/app/api-app.jsa", "-XX:+UseSerialGC", \
            "-XX:MaxRAMPercentage=35", "-XX:MinRAMPercentage=35", "-XX:ReservedCodeCacheSize=48m", \
            "-XX:MaxDirectMemorySize=32m", "-Djdk.nio.maxCachedBufferSize=65536", "-Xss512k", "-XX:-UsePerfData", \
            "-XX:+ExitOnOutOfMemoryError", "-Xlog:disable", "-Xlog:all=warning:stderr", \
            "-jar", "/app/api-app.jar"]
