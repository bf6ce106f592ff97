package ai.hokusai.config.diagnostic;

import static ai.hokusai.config.diagnostic.Severity.CORRECTION;
import static ai.hokusai.config.diagnostic.Severity.ERROR;
import static ai.hokusai.config.diagnostic.Severity.WARNING;

import java.util.regex.Pattern;

/**
 * The codes of the problems that configuration can have. Codes are API: documented in
 * {@code docs/diagnostics.md}, never renamed and never reused. Message and remedy are templates:
 * {@code {origin}} is the place of the problem, {@code {variable}} its variable, and any other
 * name, such as {@code {range}}, describes {@link Diagnostic#detail()}. The comment of a constant
 * is its message.
 */
public enum ConfigCode implements Issue {
  // Any value.
  /** {@code <origin>} had white space or a byte order mark around it. */
  WHITESPACE_TRIMMED(
      CORRECTION,
      "{origin} had white space or a byte order mark around it",
      "remove the blanks and line ends around the value of {variable}"),
  /** {@code <origin>} holds only white space and counts as not set. */
  BLANK_IGNORED(
      WARNING,
      "{origin} holds only white space and counts as not set",
      "unset {variable}, or give it a value"),
  /** {@code <origin>} was wrapped in quotes. */
  QUOTES_STRIPPED(
      CORRECTION,
      "{origin} was wrapped in quotes",
      "remove the quotes around the value of {variable}; env files and task definitions keep them"),
  /** {@code <origin>} holds a control character. */
  CONTROL_CHARACTER(
      ERROR,
      "{origin} holds a control character",
      "type the value of {variable} again on one line, without tabs, line ends or invisible"
          + " characters"),
  /** {@code <origin>} holds a character that this process could not decode. */
  UNDECODABLE_CHARACTER(
      ERROR,
      "{origin} holds a character that this process could not decode",
      "set LC_ALL=C.UTF-8 for this process, or write {variable} in ASCII"),
  /** {@code <origin>} holds a placeholder or a mask instead of the value. */
  UNEXPANDED_PLACEHOLDER(
      ERROR,
      "{origin} holds a placeholder or a mask instead of the value",
      "set {variable} where the deployment expands ${...}, $(...), {{...}} and the like, or type"
          + " the final value"),
  /** {@code <origin>} is a word that stands for "no value". */
  NULL_LITERAL(
      ERROR,
      "{origin} is a word that stands for \"no value\"",
      "set the intended value; if there is none, unset the variable instead of writing null, none"
          + " or undefined"),
  /** {@code <origin>} holds a reference to a secret or a whole JSON secret, not the value. */
  SECRET_REFERENCE_NOT_RESOLVED(
      ERROR,
      "{origin} holds a reference to a secret or a whole JSON secret, not the value",
      "in an ECS task definition move {variable} from \"environment\" to \"secrets\", and name one"
          + " key of a JSON secret as \"<arn>:<key>::\""),
  /** {@code <origin>} holds a whole assignment, name included. */
  ASSIGNMENT_IN_VALUE(
      ERROR,
      "{origin} holds a whole assignment, name included",
      "keep only the text after the first \"=\" as the value of {variable}"),
  /** {@code <origin>} holds a comment after the value. */
  COMMENT_IN_VALUE(
      ERROR,
      "{origin} holds a comment after the value",
      "move the comment to a line of its own; env files and task definitions keep it as part of"
          + " {variable}"),
  /** {@code <variable>} holds PEM text, not the path of a file. */
  PEM_IN_FILE_VARIABLE(
      ERROR,
      "{variable} holds PEM text, not the path of a file",
      "write the text to a file and set {variable} to its path; trust anchors may stand in"
          + " REDIS_TLS_CA_PEM instead"),
  /** {@code <origin>} has the shape of a token, not of a host name. */
  TOKEN_AS_HOST(
      ERROR,
      "{origin} has the shape of a token, not of a host name",
      "check for swapped values: the host belongs in REDIS_URL or REDIS_HOST, the token in"
          + " REDIS_AUTH_TOKEN; rotate a token that was exposed"),
  /** {@code <origin>} has the shape of an endpoint, not of a token. */
  ENDPOINT_AS_TOKEN(
      ERROR,
      "{origin} has the shape of an endpoint, not of a token",
      "check for swapped values: the host belongs in REDIS_URL or REDIS_HOST, the token in"
          + " REDIS_AUTH_TOKEN"),
  /** {@code <origin>} holds the same secret as {@code <other>}. */
  SECRET_REPEATED(
      ERROR,
      "{origin} holds the same secret as {other}",
      "set {variable} to the value it is for, keep the secret in one place, and rotate a secret"
          + " that was exposed"),
  /** {@code <origin>} starts with "/" as the path of a file does. */
  SECRET_LOOKS_LIKE_PATH(
      WARNING,
      "{origin} starts with \"/\" as the path of a file does",
      "to read a file, name it in the variable that ends in _FILE, such as REDIS_AUTH_TOKEN_FILE,"
          + " and unset {variable}"),
  /** {@code <origin>} is neither true nor false. */
  BOOLEAN_INVALID(
      ERROR,
      "{origin} is neither true nor false",
      "set {variable} to true or false (1, 0, yes, no, on and off are accepted too)"),
  /** {@code <origin>} is not one of {@code <words>}. */
  WORD_INVALID(ERROR, "{origin} is not one of {words}", "set {variable} to one of {words}"),
  /** {@code <origin>} is not a valid label. */
  LABEL_INVALID(
      ERROR,
      "{origin} is not a valid label",
      "use letters, digits and any of . _ : + @ / - in {variable}, at most {limit} of them"),
  /** {@code <origin>} is not a bearer token of 16 characters or more. */
  BEARER_TOKEN_INVALID(
      ERROR,
      "{origin} is not a bearer token of 16 characters or more",
      "use 16 or more letters, digits and any of - . _ ~ + / in {variable}, such as the output of"
          + " openssl rand -hex 32"),
  /** {@code <origin>} is true and {@code <other>} is not set. */
  MODELS_TOKEN_MISSING(
      ERROR,
      "{origin} is true and {other} is not set",
      "set {other} to the output of openssl rand -hex 32, or unset {variable}"),
  /** {@code <origin>} has no effect because the models are off. */
  MODELS_SETTING_UNUSED(
      WARNING,
      "{origin} has no effect because the models are off",
      "set MODELS_ENABLED=true and MODELS_TOKEN, or unset {variable}"),

  // Where values come from.
  /** Both {@code <origin>} and {@code <other>} are set. */
  FILE_AND_VALUE(ERROR, "both {origin} and {other} are set", "unset one of the two"),
  /** The file named by {@code <variable>} cannot be used: {@code <reason>}. */
  FILE_UNREADABLE(
      ERROR,
      "the file named by {variable} cannot be used: {reason}",
      "set {variable} to the absolute path of a readable text file of at most 1 MiB"),
  /** {@code <origin>} cannot be used: {@code <reason>}. */
  SECRET_JSON_INVALID(
      ERROR,
      "{origin} cannot be used: {reason}",
      "set {variable} to the whole secret, such as {\"username\":\"app\",\"password\":\"...\"}, or"
          + " REDIS_AUTH_TOKEN to a password alone"),
  /** {@code <origin>} differs from the {@code <other>}. */
  SECRET_JSON_CONFLICT(
      ERROR,
      "{origin} differs from the {other}",
      "unset {variable}, or remove the value from the secret"),
  /** {@code <origin>} has a key that is not read and is probably meant as {@code <other>}. */
  SECRET_JSON_KEY_UNKNOWN(
      WARNING,
      "{origin} has a key that is not read and is probably meant as {other}",
      "rename the key of the secret to {other}"),
  /** {@code <variable>} is an old name for {@code <other>}. */
  DEPRECATED_ALIAS(
      WARNING, "{variable} is an old name for {other}", "rename {variable} to {other}"),
  /** {@code <origin>} and {@code <other>} are two names for the same setting and hold different values. */
  ALIAS_CONFLICT(
      ERROR,
      "{origin} and {other} are two names for the same setting and hold different values",
      "unset {variable} and keep {other}"),
  /** No setting reads {@code <variable>}. */
  UNKNOWN_VARIABLE(
      WARNING,
      "no setting reads {variable}",
      "if {other} was meant, set that instead; otherwise unset {variable}"),
  /** No setting reads {@code <variable>}, the address of a Redis whose names start with {@code <prefix>}. */
  PREFIX_NOT_READ(
      WARNING,
      "no setting reads {variable}, the address of a Redis whose names start with {prefix}",
      "if the service has one Redis, rename {variable} to REDIS_URL or REDIS_HOST; if it resolves"
          + " {prefix} too, check both with --prefix \"\" --prefix {prefix}; otherwise unset"
          + " {variable}"),
  /** {@code <variable>} requests TLS but is not read, and TLS is off. */
  TLS_VARIABLE_NOT_READ(
      ERROR,
      "{variable} requests TLS but is not read, and TLS is off",
      "set REDIS_TLS_ENABLED=true, or write rediss:// in REDIS_URL, and unset {variable}"),
  /** {@code <origin>} differs from {@code <other>}, which requests TLS, and was not used. */
  URL_SHADOWED_BY_TLS_URL(
      WARNING,
      "{origin} differs from {other}, which requests TLS, and was not used",
      "no action is needed if the platform sets both; otherwise keep the TLS address in REDIS_URL"
          + " and unset the other"),

  // Numbers, durations, names.
  /** {@code <origin>} is a number without a unit. */
  DURATION_UNIT_MISSING(
      ERROR,
      "{origin} is a number without a unit",
      "add the unit: {variable}=500ms or {variable}=2s"),
  /** {@code <origin>} is not a duration. */
  DURATION_INVALID(
      ERROR,
      "{origin} is not a duration",
      "write a whole number with ms, s or m, such as {variable}=500ms, or an ISO 8601 duration"
          + " such as PT2S"),
  /** {@code <origin>} is outside {@code <range>}. */
  DURATION_OUT_OF_RANGE(
      ERROR, "{origin} is outside {range}", "set {variable} to a duration within {range}"),
  /** {@code <origin>} is longer than {@code <other>}. */
  DURATIONS_INCONSISTENT(
      ERROR,
      "{origin} is longer than {other}",
      "set {variable} to at most the value of {other}, or raise {other}"),
  /** {@code <origin>} is not a whole number within {@code <range>}. */
  NUMBER_INVALID(
      ERROR,
      "{origin} is not a whole number within {range}",
      "set {variable} to a whole number within {range}, digits only"),
  /** {@code <origin>} is larger than {@code <other>}. */
  POOL_SIZES_INCONSISTENT(
      ERROR,
      "{origin} is larger than {other}",
      "set {variable} to at most the value of {other}, or raise {other}"),
  /** {@code <origin>} holds a character that Redis or this library does not allow in a client name. */
  CLIENT_NAME_INVALID(
      ERROR,
      "{origin} holds a character that Redis or this library does not allow in a client name",
      "use letters, digits and any of . _ : - in {variable}, at most 64 of them"),

  // The URL: scheme.
  /** {@code <origin>} was not in lower case. */
  SCHEME_LOWERCASED(
      CORRECTION,
      "{origin} was not in lower case",
      "write the scheme in lower case: redis:// or rediss://"),
  /** {@code <variable>} names a Unix domain socket, which is not supported. */
  UNIX_SOCKET_UNSUPPORTED(
      ERROR,
      "{variable} names a Unix domain socket, which is not supported",
      "give Redis a TCP port and write {variable}=redis://<host>:<port>"),
  /** {@code <variable>} holds the address of a REST API, which does not support the Redis protocol. */
  REST_ADDRESS(
      ERROR,
      "{variable} holds the address of a REST API, which does not support the Redis protocol",
      "copy the TCP address, which starts with rediss://, from the console of the provider; the"
          + " token of the REST API is not its password"),
  /** {@code <variable>} holds a tcp:// address as Kubernetes and Docker links inject it. */
  SCHEME_K8S_SERVICE_LINK(
      ERROR,
      "{variable} holds a tcp:// address as Kubernetes and Docker links inject it",
      "write {variable}=redis://<host>:<port> or rediss:// for TLS; in Kubernetes,"
          + " enableServiceLinks: false ends the injection"),
  /** {@code <origin>} is not one of redis, rediss, valkey, valkeys, alone or with +cluster or +sentinel. */
  SCHEME_UNSUPPORTED(
      ERROR,
      "{origin} is not one of redis, rediss, valkey, valkeys, alone or with +cluster or +sentinel",
      "write rediss:// in its place for TLS, as tls://, ssl:// and redis+ssl:// mean, or redis://"
          + " without TLS; for a cluster write rediss+cluster://, for sentinels rediss+sentinel://"),
  /** {@code <origin>} is not followed by "//". */
  SCHEME_MISSING_SLASHES(
      ERROR,
      "{origin} is not followed by \"//\"",
      "write two slashes after the colon, as in rediss://<host>:<port>"),
  /** {@code <variable>} holds a scheme after the scheme. */
  SCHEME_REPEATED(
      ERROR,
      "{variable} holds a scheme after the scheme",
      "keep one scheme, as in rediss://<host>:<port>; a template may already add it"),
  /** {@code <variable>} holds a host without a scheme and was read as a URL. */
  BARE_HOST_TO_URL(
      CORRECTION,
      "{variable} holds a host without a scheme and was read as a URL",
      "write {variable}=rediss://<host>:<port> for TLS or redis://<host>:<port> without; or use"
          + " REDIS_HOST for a bare host"),
  /** {@code <variable>} has {@code <text>} before the scheme. */
  TEXT_BEFORE_SCHEME(
      ERROR,
      "{variable} has {text} before the scheme",
      "remove the text before the scheme, and a closing quote, so that {variable} starts with"
          + " redis:// or rediss://"),
  /** {@code <variable>} holds a command for redis-cli instead of a URL. */
  REDIS_CLI_COMMAND(
      ERROR,
      "{variable} holds a command for redis-cli instead of a URL",
      "write {variable}={url}, and move the password to REDIS_AUTH_TOKEN"),
  /** {@code <variable>} ends within credentials: "@" and the host behind it are missing. */
  URL_CUT_OFF(
      ERROR,
      "{variable} ends within credentials: \"@\" and the host behind it are missing",
      "move the password to REDIS_AUTH_TOKEN and write {variable}=rediss://<host>:<port>; an env"
          + " file cuts a value at \"#\", a list at \",\""),
  /** {@code <variable>} holds credentials but no scheme. */
  SCHEME_MISSING_WITH_CREDENTIALS(
      ERROR,
      "{variable} holds credentials but no scheme",
      "write rediss:// in front, or move the password to REDIS_AUTH_TOKEN and leave the host in"
          + " {variable}"),
  /** {@code <variable>} holds a connection string of key=value pairs. */
  CONFIG_STRING_NOT_URL(
      ERROR,
      "{variable} holds a connection string of key=value pairs",
      "write {variable}=rediss://<host>:<port> and move the password to REDIS_AUTH_TOKEN"),
  /** {@code <variable>} is neither a Redis URL nor a host name. */
  URL_UNRECOGNISED(
      ERROR,
      "{variable} is neither a Redis URL nor a host name",
      "write {variable}=rediss://<host>:<port>; a password belongs in REDIS_AUTH_TOKEN"),

  // The URL: credentials.
  /** {@code <origin>} holds an unencoded "/", "?" or "#", which ends the host part of a URL. */
  USERINFO_RESERVED_CHAR(
      ERROR,
      "{origin} holds an unencoded \"/\", \"?\" or \"#\", which ends the host part of a URL",
      "move the password to REDIS_AUTH_TOKEN, where nothing needs encoding; or write / as %2F, ?"
          + " as %3F, # as %23"),
  /** {@code <origin>} holds an unencoded "@"; the last one was taken as the end of the credentials. */
  USERINFO_RAW_AT(
      WARNING,
      "{origin} holds an unencoded \"@\"; the last one was taken as the end of the credentials",
      "move the password to REDIS_AUTH_TOKEN, or write @ as %40"),
  /** {@code <origin>} holds a character that a URL must encode. */
  USERINFO_UNENCODED_CHAR(
      WARNING,
      "{origin} holds a character that a URL must encode",
      "move the password to REDIS_AUTH_TOKEN, or percent-encode it"),
  /** {@code <origin>} holds a "%" that is not followed by two hexadecimal digits. */
  USERINFO_BAD_PERCENT(
      ERROR,
      "{origin} holds a \"%\" that is not followed by two hexadecimal digits",
      "write % as %25, or move the password to REDIS_AUTH_TOKEN, where nothing needs encoding"),
  /** {@code <origin>} does not decode to UTF-8 text. */
  USERINFO_BAD_UTF8(
      ERROR,
      "{origin} does not decode to UTF-8 text",
      "percent-encode the UTF-8 bytes, or move the password to REDIS_AUTH_TOKEN"),
  /** {@code <variable>} has one word before the "@", which some clients read as a user name and others as a password. */
  USERINFO_AMBIGUOUS(
      ERROR,
      "{variable} has one word before the \"@\", which some clients read as a user name and others"
          + " as a password",
      "write rediss://:<password>@<host> if it is the password, rediss://<user>:<password>@<host>"
          + " if it is the user name"),
  /** {@code <origin>} is set but there is no password. */
  USERNAME_WITHOUT_PASSWORD(
      ERROR,
      "{origin} is set but there is no password",
      "set REDIS_AUTH_TOKEN, or remove the user name"),

  // AWS IAM.
  /** {@code <origin>} is iam, and no user name is set. */
  IAM_USERNAME_MISSING(
      ERROR,
      "{origin} is iam, and no user name is set",
      "set REDIS_USERNAME to the id of the user, which is its name too, or set {variable}=password"),
  /** {@code <origin>} is iam, and {@code <other>} is set. */
  IAM_AND_TOKEN(
      ERROR,
      "{origin} is iam, and {other} is set",
      "remove the password, since IAM takes its place, or set {variable}=password"),
  /** {@code <origin>} is iam, and TLS is off. */
  IAM_NEEDS_TLS(
      ERROR,
      "{origin} is iam, and TLS is off",
      "write rediss:// in REDIS_URL, or set REDIS_TLS_ENABLED=true; AWS accepts tokens over TLS"
          + " only"),
  /** {@code <origin>} is not set, and the host name does not show the cache. */
  IAM_CACHE_UNKNOWN(
      ERROR,
      "{origin} is not set, and the host name does not show the cache",
      "set {variable} to the id of the replication group, or use the endpoint of AWS as the host"),
  /** {@code <origin>} is not the name of a cache: lower case letters, digits and "-". */
  IAM_CACHE_INVALID(
      ERROR,
      "{origin} is not the name of a cache: lower case letters, digits and \"-\"",
      "set {variable} to the id of the replication group or the name of the serverless cache or"
          + " MemoryDB cluster, not to its ARN or endpoint"),
  /** {@code <origin>} names no region of AWS. */
  IAM_REGION_UNKNOWN(
      ERROR,
      "{origin} names no region of AWS",
      "set {variable} to the region of the cache, such as eu-west-1"),
  /** {@code <origin>} is another region than the one in {@code <other>}. */
  IAM_REGION_DIFFERS(
      WARNING,
      "{origin} is another region than the one in {other}",
      "unset {variable}; the token is rejected unless the region is that of the cache"),
  /** {@code <origin>} has no effect because tokens of AWS IAM are off. */
  IAM_SETTING_UNUSED(
      WARNING,
      "{origin} has no effect because tokens of AWS IAM are off",
      "set REDIS_AUTH_MODE=iam, or unset {variable}"),

  // The URL: host and port.
  /** {@code <origin>} holds "_", which is not legal in a host name, and TLS verification may refuse it. */
  HOST_UNDERSCORE(
      WARNING,
      "{origin} holds \"_\", which is not legal in a host name, and TLS verification may refuse it",
      "rename the host with \"-\" if possible"),
  /** {@code <origin>} ended with a dot, which was removed. */
  TRAILING_DOT(
      CORRECTION,
      "{origin} ended with a dot, which was removed",
      "write the host name without the dot at its end"),
  /** {@code <origin>} is missing. */
  HOST_MISSING(
      ERROR,
      "{origin} is missing",
      "write the host name of your Redis, as in rediss://<host>:<port>; localhost is never"
          + " assumed"),
  /** {@code <origin>} is an address to listen on, not one to connect to. */
  HOST_WILDCARD(
      ERROR,
      "{origin} is an address to listen on, not one to connect to",
      "write the name or address of the Redis server"),
  /** {@code <origin>} is a number, like a port. */
  HOST_LOOKS_LIKE_PORT(
      ERROR,
      "{origin} is a number, like a port",
      "add the host, as in <host>:<port>, or move the number to the port variable"),
  /** {@code <origin>} holds a character outside ASCII. */
  HOST_NON_ASCII(
      ERROR,
      "{origin} holds a character outside ASCII",
      "write the host name in its ASCII form (xn--...), and look for letters that only look alike"),
  /** {@code <origin>} is not a host name or an address. */
  HOST_INVALID(
      ERROR,
      "{origin} is not a host name or an address",
      "use letters, digits, \"-\" and \".\"; an IPv6 address goes in brackets, as in [2001:db8::1]"
          + " or [fe80::1%25eth0]; credentials belong in REDIS_USERNAME and REDIS_AUTH_TOKEN"),
  /** {@code <variable>} names several hosts. */
  MULTIPLE_HOSTS(
      ERROR,
      "{variable} names several hosts",
      "name one; of a cluster, name several hosts with commas between them, as in"
          + " rediss://<host>:<port>,<host>:<port>, with scheme and credentials in front of the first only, and"
          + " unset REDIS_TOPOLOGY if it says standalone"),
  /** {@code <origin>} is an IPv6 address without brackets, so its end is ambiguous. */
  IPV6_UNBRACKETED(
      ERROR,
      "{origin} is an IPv6 address without brackets, so its end is ambiguous",
      "put the address in brackets, as in [2001:db8::1]:6379"),
  /** {@code <origin>} is not between 1 and 65535. */
  PORT_INVALID(
      ERROR, "{origin} is not between 1 and 65535", "type a number from 1 to 65535, digits only"),
  /** {@code <origin>} holds a tcp:// address as Kubernetes and Docker links inject it. */
  PORT_K8S_SERVICE_LINK(
      ERROR,
      "{origin} holds a tcp:// address as Kubernetes and Docker links inject it",
      "set {variable} to the port alone; in Kubernetes, enableServiceLinks: false ends the"
          + " injection"),

  // The URL: database, options, fragment.
  /** {@code <origin>} is followed by "/". */
  PATH_TRAILING_SLASH(
      WARNING, "{origin} is followed by \"/\"", "end the URL right after the database number"),
  /** {@code <origin>} starts with a zero. */
  DB_LEADING_ZERO(
      WARNING, "{origin} starts with a zero", "write the database number without leading zeros"),
  /** {@code <origin>} is not a database number. */
  DB_INVALID(
      ERROR,
      "{origin} is not a database number",
      "write one decimal number after the host, as in rediss://<host>:<port>/0, or use REDIS_DB"),
  /** {@code <origin>} is above 15, and Redis has databases 0 to 15 by default. */
  DB_ABOVE_15(
      WARNING,
      "{origin} is above 15, and Redis has databases 0 to 15 by default",
      "check \"databases\" on the server, or use a number from 0 to 15"),
  /** {@code <variable>} names two different databases. */
  DB_CONFLICT(
      ERROR,
      "{variable} names two different databases",
      "name the database once, in the path or in the query"),
  /** {@code <variable>} has credentials in its query. */
  CREDENTIALS_IN_QUERY(
      ERROR,
      "{variable} has credentials in its query",
      "move the password to REDIS_AUTH_TOKEN and the user name to REDIS_USERNAME"),
  /** {@code <variable>} requests TLS in its query, where it would be lost. */
  TLS_OPTION_IN_QUERY(
      ERROR,
      "{variable} requests TLS in its query, where it would be lost",
      "write rediss:// as the scheme, or set REDIS_TLS_ENABLED=true, and remove the option"),
  /** {@code <origin>} is about certificate verification and was not honoured; verification stays as REDIS_TLS_VERIFY says. */
  TLS_VERIFY_OPTION_IGNORED(
      WARNING,
      "{origin} is about certificate verification and was not honoured; verification stays as"
          + " REDIS_TLS_VERIFY says",
      "remove the option; for a private CA, name its certificate in REDIS_TLS_CA_FILE"),
  /** {@code <origin>} is about TLS and was not honoured; {@code <other>} sets it. */
  TLS_OPTION_HAS_VARIABLE(
      WARNING,
      "{origin} is about TLS and was not honoured; {other} sets it",
      "remove the option and set {other}"),
  /** {@code <origin>} is not supported and was ignored. */
  UNKNOWN_OPTION(
      WARNING,
      "{origin} is not supported and was ignored",
      "remove the option; time-outs, pool sizes and the client name have their own variables"),
  /** {@code <origin>} holds an unencoded "@", so the start of the host is ambiguous. */
  OPTION_RAW_AT(
      ERROR,
      "{origin} holds an unencoded \"@\", so the start of the host is ambiguous",
      "remove the option or write its @ as %40; if the \"?\" belongs to a user name or password,"
          + " write it as %3F"),
  /** {@code <variable>} continues after a "#". */
  FRAGMENT_UNEXPECTED(
      ERROR,
      "{variable} continues after a \"#\"",
      "remove \"#\" and what follows it; a \"#\" in a password is written %23, or the password"
          + " goes in REDIS_AUTH_TOKEN"),

  // Which source wins.
  /** No Redis host is configured. */
  NOT_CONFIGURED(
      ERROR,
      "no Redis host is configured",
      "set REDIS_URL=rediss://<host>:<port>, or REDIS_HOST; REDIS_ENABLED=false runs the service"
          + " without Redis"),
  /** {@code <origin>} differs from the host of {@code <other>} and was not used. */
  HOST_SHADOWED_BY_URL(
      WARNING,
      "{origin} differs from the host of {other} and was not used",
      "unset {variable}, or unset the URL"),
  /** {@code <origin>} differs from the port of {@code <other>} and was not used. */
  PORT_SHADOWED_BY_URL(
      WARNING,
      "{origin} differs from the port of {other} and was not used",
      "unset {variable}, or remove the port from the URL"),
  /** {@code <origin>} differs from the database of {@code <other>} and was not used. */
  DB_SHADOWED_BY_URL(
      WARNING,
      "{origin} differs from the database of {other} and was not used",
      "unset {variable}, or remove the database from the URL"),
  /** {@code <origin>} differs from the user name of {@code <other>} and was not used. */
  USERNAME_SHADOWED_BY_URL(
      WARNING,
      "{origin} differs from the user name of {other} and was not used",
      "unset {variable}, or remove the credentials from the URL"),
  /** {@code <origin>} differs from the password of {@code <other>} and was not used. */
  AUTH_TOKEN_SHADOWED_BY_URL(
      WARNING,
      "{origin} differs from the password of {other} and was not used",
      "remove the password from the URL to use {variable}, or unset {variable}"),
  /** {@code <origin>} included a port, which was used. */
  PORT_FROM_HOST(
      CORRECTION,
      "{origin} included a port, which was used",
      "write the port in REDIS_PORT and the host alone in {variable}"),
  /** {@code <origin>} differs from {@code <other>}. */
  PORT_CONFLICT(ERROR, "{origin} differs from {other}", "keep one of the two ports"),
  /** {@code <origin>} is a URL. */
  HOST_IS_URL(ERROR, "{origin} is a URL", "move it to REDIS_URL and unset {variable}"),

  // TLS.
  /** {@code <origin>} is false but {@code <other>} says rediss, so TLS stays on. */
  TLS_FLAG_OFF_IGNORED(
      WARNING,
      "{origin} is false but {other} says rediss, so TLS stays on",
      "set {variable}=true or unset it; to go without TLS write redis://"),
  /** {@code <other>} says redis but {@code <origin>} is true, so TLS is on. */
  TLS_UPGRADED_BY_FLAG(
      WARNING,
      "{other} says redis but {origin} is true, so TLS is on",
      "write rediss:// in the URL"),
  /** TLS is off, but {@code <origin>} has the shape of an endpoint that answers TLS only. */
  TLS_PROBABLY_REQUIRED(
      WARNING,
      "TLS is off, but {origin} has the shape of an endpoint that answers TLS only",
      "write rediss:// or set REDIS_TLS_ENABLED=true"),
  /** TLS is on because {@code <origin>} has the shape of an endpoint that answers TLS only. */
  TLS_INFERRED_FROM_HOST(
      WARNING,
      "TLS is on because {origin} has the shape of an endpoint that answers TLS only",
      "set REDIS_TLS_ENABLED=true, or write rediss://, to state it explicitly"),
  /** TLS is on, but {@code <origin>} has the shape of an endpoint without in-transit encryption. */
  TLS_PROBABLY_UNSUPPORTED(
      WARNING,
      "TLS is on, but {origin} has the shape of an endpoint without in-transit encryption",
      "use an endpoint with TLS (\"master.\" on ElastiCache, port 6380 on Azure); to go without"
          + " TLS write redis:// or, where the URL has no scheme, set REDIS_TLS_ENABLED=false"),
  /** {@code <origin>} has the shape of a Memcached configuration endpoint. */
  MEMCACHED_ENDPOINT(
      ERROR,
      "{origin} has the shape of a Memcached configuration endpoint",
      "name the endpoint of a Redis or Valkey cluster"),
  /** {@code <origin>} would cross the network unencrypted. */
  SECRET_OVER_PLAINTEXT(
      WARNING,
      "{origin} would cross the network unencrypted",
      "switch TLS on with rediss:// or REDIS_TLS_ENABLED=true"),
  /** {@code <origin>} is not one of full, ca, none. */
  TLS_VERIFY_INVALID(
      ERROR,
      "{origin} is not one of full, ca, none",
      "set {variable}=full; for a private CA add REDIS_TLS_CA_FILE"),
  /** {@code <origin>} is none, which accepts any server, and REDIS_TLS_INSECURE_ALLOWED is not true. */
  TLS_INSECURE_NOT_ALLOWED(
      ERROR,
      "{origin} is none, which accepts any server, and REDIS_TLS_INSECURE_ALLOWED is not true",
      "set {variable}=full and name a private CA in REDIS_TLS_CA_FILE; for a test only,"
          + " REDIS_TLS_INSECURE_ALLOWED=true"),
  /** {@code <origin>} is none: an attacker on the network path can pose as Redis and read the password. */
  TLS_VERIFICATION_OFF(
      WARNING,
      "{origin} is none: an attacker on the network path can pose as Redis and read the password",
      "set {variable}=full and name a private CA in REDIS_TLS_CA_FILE"),
  /** {@code <origin>} is ca without a private CA, so a certificate of any public CA is accepted. */
  TLS_PUBLIC_CA_NOT_ALLOWED(
      ERROR,
      "{origin} is ca without a private CA, so a certificate of any public CA is accepted",
      "set {variable}=full, or name a private CA in REDIS_TLS_CA_FILE; for a test only,"
          + " REDIS_TLS_INSECURE_ALLOWED=true"),
  /** {@code <origin>} is ca: the host name in the server certificate is not verified. */
  TLS_HOSTNAME_UNVERIFIED(
      WARNING,
      "{origin} is ca: the host name in the server certificate is not verified",
      "set {variable}=full, and REDIS_TLS_SERVER_NAME to the name in the certificate where it is"
          + " not the host"),
  /** {@code <origin>} is an address or localhost, and few certificates name one. */
  TLS_NAME_UNVERIFIABLE(
      WARNING,
      "{origin} is an address or localhost, and few certificates name one",
      "use the host name of the server, or set it in REDIS_TLS_SERVER_NAME; if it has none, set"
          + " REDIS_TLS_VERIFY=ca and name its CA in REDIS_TLS_CA_FILE"),
  /** {@code <origin>} has no effect because TLS is off. */
  TLS_SETTING_UNUSED(
      WARNING,
      "{origin} has no effect because TLS is off",
      "switch TLS on with rediss:// or REDIS_TLS_ENABLED=true, or unset {variable}"),
  /** {@code <origin>} holds no usable PEM certificate. */
  CERTIFICATE_INVALID(
      ERROR,
      "{origin} holds no usable PEM certificate",
      "give {variable} one or more blocks from \"-----BEGIN CERTIFICATE-----\" to \"-----END"
          + " CERTIFICATE-----\", with real line ends"),
  /** {@code <origin>} holds no usable PKCS#8 private key. */
  PRIVATE_KEY_INVALID(
      ERROR,
      "{origin} holds no usable PKCS#8 private key",
      "convert it: openssl pkcs8 -topk8 -nocrypt -in <key> -out <key>.pk8.pem"),
  /** {@code <origin>} is set without {@code <other>}. */
  CLIENT_CERTIFICATE_INCOMPLETE(
      ERROR, "{origin} is set without {other}", "set {other} too, or unset {variable}"),
  /** The key of {@code <origin>} does not belong to the certificate of {@code <other>}. */
  CLIENT_KEY_MISMATCH(
      ERROR,
      "the key of {origin} does not belong to the certificate of {other}",
      "use the key with which the certificate was requested"),
  /** {@code <origin>} holds a client certificate that has expired. */
  CLIENT_CERTIFICATE_EXPIRED(
      ERROR,
      "{origin} holds a client certificate that has expired",
      "renew the client certificate, and check the clock of this host"),
  /** {@code <origin>} holds a client certificate that expires within 30 days. */
  CLIENT_CERTIFICATE_EXPIRING(
      WARNING,
      "{origin} holds a client certificate that expires within 30 days",
      "renew the client certificate"),
  /** {@code <origin>} holds {@code <weakness>}, which can be forged. */
  CLIENT_CERTIFICATE_WEAK(
      WARNING,
      "{origin} holds {weakness}, which can be forged",
      "issue the client certificate again, with RSA 2048 or EC P-256 and SHA-256 or better"),
  /** {@code <count>} certificates of {@code <origin>} have expired. */
  CERTIFICATE_AUTHORITY_EXPIRED(
      WARNING,
      "{count} certificates of {origin} have expired",
      "add the current certificate of the CA to {variable}, and remove the expired one"),

  // Topology and managed endpoints.
  /** {@code <origin>} names another topology than {@code <other>}. */
  TOPOLOGY_CONFLICT(
      ERROR,
      "{origin} names another topology than {other}",
      "remove {origin}, or change {other} to the same topology"),
  /** {@code <origin>} requests Sentinel, and no sentinel is named. */
  SENTINELS_MISSING(
      ERROR,
      "{origin} requests Sentinel, and no sentinel is named",
      "set REDIS_SENTINELS=<host>:26379,<host>:26379 and REDIS_SENTINEL_MASTER, or unset"
          + " {variable}"),
  /** {@code <origin>} requests Sentinel, and the name of the primary is missing. */
  SENTINEL_MASTER_MISSING(
      ERROR,
      "{origin} requests Sentinel, and the name of the primary is missing",
      "set REDIS_SENTINEL_MASTER to the name after \"sentinel monitor\" in sentinel.conf"),
  /** {@code <origin>} is an endpoint of a managed Redis, which has no sentinels. */
  SENTINEL_ENDPOINT_MANAGED(
      ERROR,
      "{origin} is an endpoint of a managed Redis, which has no sentinels",
      "set REDIS_URL=rediss://<host>:<port> with this endpoint, and unset REDIS_SENTINELS and"
          + " REDIS_SENTINEL_MASTER"),
  /** The topology is cluster because {@code <origin>} has the shape of an endpoint of a cluster. */
  TOPOLOGY_FROM_HOST(
      CORRECTION,
      "the topology is cluster because {origin} has the shape of an endpoint of a cluster",
      "set REDIS_TOPOLOGY=cluster to state it explicitly"),
  /** The topology is cluster because {@code <variable>} names several hosts. */
  TOPOLOGY_INFERRED_FROM_LIST(
      WARNING,
      "the topology is cluster because {variable} names several hosts",
      "set REDIS_TOPOLOGY=cluster to state it explicitly"),
  /** {@code <origin>} has the shape of an endpoint of a cluster, but {@code <other>} is standalone. */
  CLUSTER_ENDPOINT(
      ERROR,
      "{origin} has the shape of an endpoint of a cluster, but {other} is standalone",
      "set {other} to cluster, or unset it"),
  /** {@code <origin>} is not 0, but a cluster has database 0 only. */
  DB_ON_CLUSTER_ENDPOINT(
      WARNING,
      "{origin} is not 0, but a cluster has database 0 only",
      "remove the database number"),
  /** {@code <origin>} cannot be an ElastiCache token, which has 16 to 128 letters, digits or any of ! &amp; # $ ^ {@code <} {@code >} -. */
  TOKEN_SHAPE_UNEXPECTED(
      WARNING,
      "{origin} cannot be an ElastiCache token, which has 16 to 128 letters, digits or any of ! &"
          + " # $ ^ < > -",
      "look for a truncated, encoded or quoted token, and pass it in REDIS_AUTH_TOKEN");

  static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");

  private final Severity severity;
  private final String message;
  private final String remedy;

  ConfigCode(Severity severity, String message, String remedy) {
    this.severity = severity;
    this.message = message;
    this.remedy = remedy;
  }

  /** The severity, unless warnings are errors. */
  public Severity severity() {
    return severity;
  }

  @Override
  public String code() {
    return name();
  }

  /** The message as a template. */
  @Override
  public String message() {
    return message;
  }

  /** The remedy as a template. */
  @Override
  public String remedy() {
    return remedy;
  }
}
