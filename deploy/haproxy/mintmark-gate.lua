-- Asks Mintmark's /gate about each request. The gate's 204 lets it through with the identity fields set; any other
-- answer is handed to the client as it is; no answer is a 503. Nothing is let through without a 204.

local IDENTITY = { "x-mintmark-application-id", "x-mintmark-account", "x-mintmark-subject", "x-mintmark-jti" }
local CHALLENGE = { "content-type", "www-authenticate", "cache-control", "x-content-type-options", "date" }

-- Fields that tell the gate how the request authenticates. Lines that come twice stay two lines.
local ASKED = { "authorization", "connection", "x-authorization", "proxy-authorization", "cookie" }

local function lines(headers, name)
  local sent, found = headers[name], {}
  if sent == nil then return nil end
  for index = 0, #sent do found[#found + 1] = sent[index] end
  return found
end

local function refuse(txn, status, headers, body)
  local reply = txn:reply({ status = status, body = body })
  for name, values in pairs(headers) do
    for _, value in ipairs(values) do reply:add_header(name, value) end
  end
  txn:done(reply)
end

core.register_action("mintmark-gate", { "http-req" }, function(txn)
  local sent = txn.http:req_get_headers()
  local question = { ["x-original-method"] = { txn.f:method() }, ["x-original-uri"] = { txn.f:url() } }
  for _, name in ipairs(ASKED) do question[name] = lines(sent, name) end

  local answer = core.httpclient():get({ url = os.getenv("MINTMARK_GATE"), headers = question, timeout = 5000 })
  if answer == nil or answer.status == nil or answer.status == 0 then
    return refuse(txn, 503, { ["cache-control"] = { "no-store" } }, "")
  end
  if answer.status ~= 204 then
    local headers = {}
    for _, name in ipairs(CHALLENGE) do headers[name] = lines(answer.headers or {}, name) end
    return refuse(txn, answer.status, headers, answer.body or "")
  end
  for _, name in ipairs(IDENTITY) do
    local value = lines(answer.headers, name)
    txn.http:req_set_header(name, value and value[1] or "")
  end
end)
