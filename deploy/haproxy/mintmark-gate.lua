-- Asks Mintmark's /gate about each request. The gate's 204 lets it through with the identity fields set; any other
-- refusal is handed to the client as it is; no answer, or one that a gate does not give, is a 503.

local IDENTITY = { "x-mintmark-application-id", "x-mintmark-account", "x-mintmark-subject", "x-mintmark-jti" }
local CHALLENGE = { "content-type", "www-authenticate", "cache-control", "x-content-type-options", "date" }

-- Fields that tell the gate how the request authenticates, and for which method an API may take it. Lines that come
-- twice stay two lines.
local ASKED = { "authorization", "connection", "x-authorization", "proxy-authorization", "cookie",
  "x-http-method-override", "x-method-override", "x-http-method" }

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

local function stay_closed(txn)
  return refuse(txn, 503, { ["cache-control"] = { "no-store" } }, "")
end

core.register_action("mintmark-gate", { "http-req" }, function(txn)
  local sent = txn.http:req_get_headers()
  local question = { ["x-original-method"] = { txn.f:method() }, ["x-original-uri"] = { txn.f:url() } }
  for _, name in ipairs(ASKED) do question[name] = lines(sent, name) end

  -- Two seconds a try, and HAProxy tries four times.
  local answer = core.httpclient():get({ url = os.getenv("MINTMARK_GATE"), headers = question, timeout = 2000 })
  local status = answer and answer.status or 0
  if status ~= 204 and status < 400 then return stay_closed(txn) end
  if status ~= 204 then
    local headers = {}
    for _, name in ipairs(CHALLENGE) do headers[name] = lines(answer.headers or {}, name) end
    return refuse(txn, status, headers, answer.body or "")
  end
  for _, name in ipairs(IDENTITY) do
    local value = lines(answer.headers or {}, name)
    if value == nil then return stay_closed(txn) end
    txn.http:req_set_header(name, value[1])
  end
end)
