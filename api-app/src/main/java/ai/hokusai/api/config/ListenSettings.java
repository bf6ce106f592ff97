package ai.hokusai.api.config;

import static ai.hokusai.api.config.ApiVariable.API_HOST;
import static ai.hokusai.api.config.ApiVariable.API_PORT;
import static java.util.Objects.requireNonNull;

import ai.hokusai.config.source.Host;
import ai.hokusai.config.source.Setting;
import ai.hokusai.config.source.SettingSource;
import java.util.List;

/** Where the server listens, as it was read. */
record ListenSettings(Setting<Host> host, Setting<Integer> port) {
  private static final Host EVERY_ADDRESS = new Host(API_HOST.defaultText(), Host.Kind.IPV4);

  static ListenSettings read(SettingSource source) {
    return new ListenSettings(
        source.host(API_HOST).orDefault(Setting.byDefault(API_HOST, EVERY_ADDRESS)),
        source
            .port(API_PORT)
            .orDefault(Setting.byDefault(API_PORT, Integer.valueOf(API_PORT.defaultText()))));
  }

  ListenAddress address() {
    return new ListenAddress(requireNonNull(host.value()).name(), requireNonNull(port.value()));
  }

  List<Setting<?>> provenance() {
    return List.of(host, port);
  }
}
