package ai.hokusai.health.classify;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.classify.FaultClassifierTest.OtherRedisException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.exceptions.JedisDataException;

final class CommandErrorsTest {

  // As Redis 6.2.7, 7.0.15 and 8.0.2, Redict 7.3.6 and Valkey 8.1.1 send them.
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      WRONGTYPE Operation against a key holding the wrong kind of value     | true
      WRONGTYPE Operation against a key holding the wrong kind of value script: 2bf, on @user_script:1. | true
      ERR Error running script (call to f_2bf): @user_script:1: WRONGTYPE Operation against a key holding the wrong kind of value | true
      ERR wrong number of arguments for 'get' command                       | true
      NOSCRIPT No matching script.                                          | true
      ERR Error running script (call to f_2bf): @user_script:1: @user_script: 1: Lua script attempted to access a non local key in a cluster node | true
      @user_script: 1: Lua script attempted to access a non local key in a cluster node | true
      ERR Script attempted to access a non local key in a cluster node script: 2bf, on @user_script:1. | true
      ERR Script killed by user with FUNCTION KILL. script: loop, on @user_function:2. | true
      EXECABORT Transaction discarded because of: Can't execute 'exec': only (P)SUBSCRIBE / (P)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context | true
      ERR unknown command `EVAL`, with args beginning with: `return 1`, `0`, | false
      ERR unknown command 'EVAL', with args beginning with: 'return 1' '0'  | false
      ERR unknown subcommand 'SETINFO'. Try CLIENT HELP.                    | false
      ERR Error running script (call to f_2bf): @user_script:1: @user_script: 1: Unknown Redis command called from Lua script | false
      ERR Unknown Redis command called from script script: 2bf, on @user_script:1. | false
      ERR Unknown Redict command called from script script: 2bf, on @user_script:1. | false
      ERR Unknown command called from script script: 2bf, on @user_script:1. | false
      ERR Error running script (call to f_2bf): @user_script:1: @user_script: 1: -OOM command not allowed when used memory > 'maxmemory'. | false
      @user_script: 1: The user executing the script can't run this command or subcommand | false
      ERR The user executing the script can't publish to the channel mentioned in the command script: 2bf, on @user_script:1. | false
      ERR Script attempted to access a slot not served script: 2bf, on @user_script:1. | false
      """)
  void rejectOneCommandForItsContents(String reply, boolean isOfOneCommand) {
    assertThat(CommandErrors.contain(new JedisDataException(reply))).isEqualTo(isOfOneCommand);
    assertThat(CommandErrors.contain(new OtherRedisException(reply))).isEqualTo(isOfOneCommand);
  }

  @Test
  void areNeverExceptionsOfSomethingElse() {
    assertThat(CommandErrors.contain(new IllegalStateException("ERR of an order")))
        .isFalse();
    assertThat(CommandErrors.contain(new OtherRedisException("Connection closed")))
        .isFalse();
  }
}
