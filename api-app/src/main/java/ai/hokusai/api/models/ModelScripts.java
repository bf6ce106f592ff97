package ai.hokusai.api.models;

/**
 * The scripts that Redis runs atomically. Each checks types, precondition and size before its first write, and
 * calls each command that it needs in a form that changes nothing, so that a user without permission gets the
 * error before anything is written. KEYS: the index, the sizes, the model or the prefix of all.
 */
final class ModelScripts {
  // The sizes hold the length of each document, and their sum under a name that no id can have.
  private static final String COMMON = """
      local index, sizes, key = KEYS[1], KEYS[2], KEYS[3]
      local call, SUM = redis.call, ':sum'

      local function is(name, kind) return call('TYPE', name).ok == kind end
      local function size(field) return tonumber(call('HGET', sizes, field)) or 0 end
      local function etag_of(name)
        return is(name, 'hash') and call('HEXISTS', name, 'json') == 1 and call('HGET', name, 'etag')
      end
      local function forget(id)
        call('HSET', sizes, SUM, math.max(0, size(SUM) - size(id)))
        call('HDEL', sizes, id)
        call('ZREM', index, id)
      end

      if not (is(index, 'zset') or is(index, 'none')) or not (is(sizes, 'hash') or is(sizes, 'none')) then
        return 'DAMAGED'
      end
      """;

  // ARGV: the ETag that the model must have now, empty for none; the id.
  private static final String WRITE = COMMON + """
      local expected, id = ARGV[1], ARGV[2]
      local now = etag_of(key) or ''
      if now == '' and expected == '' and call('EXISTS', key) == 1 then return 'OCCUPIED' end
      if now ~= '' and now ~= expected then return 'CHANGED' end
      """;

  /** Replies with an outcome. More of ARGV: the new ETag, the document, the maximum documents, the maximum bytes. */
  static final String PUT = WRITE + """
      if now ~= expected then return 'MISSING' end
      local etag, json, documents, bytes = ARGV[3], ARGV[4], tonumber(ARGV[5]), tonumber(ARGV[6])
      local function is_full()
        local more = #json - size(id)
        return (more > 0 and size(SUM) + more > bytes)
            or (not call('ZSCORE', index, id) and call('ZCARD', index) >= documents)
      end

      call('ZADD', index, 'XX', 0, '')
      call('ZREM', index, '')
      call('HDEL', sizes, '')
      call('HDEL', key, '')
      if is_full() then
        -- Documents that expired or were evicted are still counted: some of them are found here.
        for _, other in ipairs(call('ZRANDMEMBER', index, 20)) do
          if not etag_of(index .. ':' .. other) then forget(other) end
        end
        if is_full() then return 'FULL' end
      end
      call('HSET', sizes, SUM, size(SUM) + #json - size(id), id, #json)
      call('ZADD', index, 0, id)
      call('HSET', key, 'etag', etag, 'json', json)
      return 'DONE'
      """;

  /** Replies with an outcome. */
  static final String DELETE = WRITE + """
      call('DEL', key .. ':')
      call('HDEL', sizes, '')
      call('ZREM', index, '')
      -- An entry without a model goes too: the document has expired, or another client has deleted it.
      if now ~= '' or call('ZSCORE', index, id) then forget(id) end
      if now == '' then return 'MISSING' end
      call('DEL', key)
      return 'DONE'
      """;

  /** Replies with the end of the page, empty for the last page, and the ids in it. ARGV: the start, the limit. */
  static final String LIST = COMMON + """
      if call('ZCARD', index) ~= call('ZCOUNT', index, 0, 0) then return 'DAMAGED' end
      local limit = tonumber(ARGV[2])
      local found = call('ZRANGE', index, ARGV[1], '+', 'BYLEX', 'LIMIT', 0, limit + 1)
      local last = ''
      if #found > limit then
        found[limit + 1] = nil
        last = found[limit]
        -- Too long for an id, and so for a cursor: behind all that begin in the same way.
        if #last > 128 then last = last:sub(1, 128) .. '\\255' end
      end
      local page = {last}
      for _, id in ipairs(found) do
        if #id <= 128 and id:match('^[A-Za-z0-9][A-Za-z0-9._-]*$') and etag_of(key .. id) then
          page[#page + 1] = id
        end
      end
      return page
      """;

  private ModelScripts() {}
}
