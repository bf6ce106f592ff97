package ai.hokusai.it.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of one redis-server, by their path below its working directory, alike in both engines; passwords stand in
 * these and so never on a command line.
 */
final class RedisFiles {

  static final String CONF = "redis.conf";

  private static final String CERTIFICATE = "tls/server.crt";
  private static final String KEY = "tls/server.key";
  private static final String AUTHORITY = "tls/ca.crt";

  private RedisFiles() {}

  static Map<String, String> of(RedisSpec spec, String bindAddress, int port) {
    var files = new LinkedHashMap<String, String>();
    // Off, because a container sees its clients come from the bridge and would deny them without a
    // password.
    var conf = new ArrayList<>(List.of(
        "bind " + bindAddress,
        "protected-mode no",
        "save \"\"",
        "appendonly no",
        "loglevel notice"));
    var identity = spec.identity();
    if (identity == null) {
      conf.add("port " + port);
    } else {
      conf.addAll(List.of("port 0", "tls-port " + port, "tls-auth-clients no"));
      conf.addAll(List.of(
          "tls-cert-file " + CERTIFICATE, "tls-key-file " + KEY, "tls-ca-cert-file " + AUTHORITY));
      files.put(CERTIFICATE, identity.pem());
      files.put(KEY, identity.keyPem());
      files.put(AUTHORITY, identity.issuerPem());
    }
    spec.moreIdentities().forEach((name, another) -> {
      files.put("tls/" + name + ".crt", another.pem());
      files.put("tls/" + name + ".key", another.keyPem());
    });
    conf.addAll(spec.lines());
    files.put(CONF, String.join("\n", conf) + "\n");
    return files;
  }
}
