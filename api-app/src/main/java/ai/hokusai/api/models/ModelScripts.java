package ai.hokusai.api.models;

/**
 * The scripts that Redis runs atomically. Each checks types, precondition and size before its first write, and
 * calls each command that it needs in a form that changes nothing, so that a user without permission gets the
 * error before anything is written.
 */
final class ModelScripts {
  // KEYS: the index, the sizes, the model. ARGV: the id.
  // The sizes hold the length of each document, and their sum under a name that no id can have.
  private static final String COMMON = """
      local index, sizes, key = KEYS[1], KEYS[2], KEYS[3]
      local SUM = ':sum'

      local function has_type(name, kind)
        local found = redis.call('TYPE', name)['ok']
        return found == kind or found == 'none'
      end

      local function is_model(name)
        return redis.call('TYPE', name)['ok'] == 'hash'
            and redis.call('HEXISTS', name, 'etag') == 1
            and redis.call('HEXISTS', name, 'json') == 1
      end

      local function size(field)
        return tonumber(redis.call('HGET', sizes, field)) or 0
      end

      local function forget(id)
        redis.call('HSET', sizes, SUM, math.max(0, size(SUM) - size(id)))
        redis.call('HDEL', sizes, id)
        redis.call('ZREM', index, id)
      end

      if not (has_type(index, 'zset') and has_type(sizes, 'hash')) then return 'DAMAGED' end
      """;

  // More of ARGV: the ETag that the model must have now, empty for none.
  private static final String COMPARE = COMMON + """
      local id, expected = ARGV[1], ARGV[2]
      local now = is_model(key) and redis.call('HGET', key, 'etag') or ''
      if now == '' and expected == '' and redis.call('EXISTS', key) == 1 then return 'OCCUPIED' end
      """;

  /** Replies with a word. More of ARGV: the new ETag, the document, the maximum documents, the maximum bytes. */
  static final String PUT = COMPARE + """
      local etag, json = ARGV[3], ARGV[4]
      local documents, bytes = tonumber(ARGV[5]), tonumber(ARGV[6])
      if now ~= expected then return now == '' and 'MISSING' or 'CHANGED' end

      local function is_full()
        local more = #json - size(id)
        return (more > 0 and size(SUM) + more > bytes)
            or (not redis.call('ZSCORE', index, id) and redis.call('ZCARD', index) >= documents)
      end

      redis.call('ZADD', index, 'XX', 0, '')
      redis.call('ZREM', index, '')
      redis.call('HDEL', sizes, '')
      redis.call('HDEL', key, '')
      if is_full() then
        -- Documents that expired or were evicted are still counted: some of them are found here.
        for _, each in ipairs(redis.call('ZRANDMEMBER', index, 20)) do
          if not is_model(index .. ':' .. each) then forget(each) end
        end
        if is_full() then return 'FULL' end
      end
      local sum = size(SUM) + #json - size(id)
      redis.call('HSET', sizes, SUM, sum, id, #json)
      redis.call('ZADD', index, 0, id)
      redis.call('HSET', key, 'etag', etag, 'json', json)
      return 'DONE'
      """;

  /** Replies with a word. */
  static final String DELETE = COMPARE + """
      if now ~= '' and now ~= expected then return 'CHANGED' end
      redis.call('DEL', key .. ':')
      redis.call('HDEL', sizes, '')
      redis.call('ZREM', index, '')
      -- An entry without a model goes too: the document has expired, or another client has deleted it.
      if now ~= '' or redis.call('ZSCORE', index, id) then forget(id) end
      if now == '' then return 'MISSING' end
      redis.call('DEL', key)
      return 'DONE'
      """;

  /**
   * Replies with the end of the page, empty for the last page, and the ids in it. KEYS: the index, the
   * sizes, the prefix of models. ARGV: the start, the limit.
   */
  static final String LIST = COMMON + """
      if redis.call('ZCARD', index) ~= redis.call('ZCOUNT', index, 0, 0) then return 'DAMAGED' end
      local limit = tonumber(ARGV[2])
      local found = redis.call('ZRANGE', index, ARGV[1], '+', 'BYLEX', 'LIMIT', 0, limit + 1)
      local last = ''
      if #found > limit then
        found[limit + 1] = nil
        last = found[limit]
        -- Too long for an id, and so for a cursor: behind all that begin in the same way.
        if #last > 128 then last = last:sub(1, 128) .. '\\255' end
      end
      local page = {last}
      for _, each in ipairs(found) do
        if #each <= 128 and each:match('^[A-Za-z0-9][A-Za-z0-9._-]*$') and is_model(key .. each) then
          page[#page + 1] = each
        end
      end
      return page
      """;

  private ModelScripts() {}
}
