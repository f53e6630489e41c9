// What a team that likes Jsonnet writes: the JSON files only, in one folder, because Debian's makes no others. std.extVar('hosts') is a
// list of { name, address, role, dc }.
local hosts = std.extVar('hosts');
local servers = [h.address for h in hosts if h.role == 'server'];
local agent(host) = {
  advertise_addr: host.address,
  [if host.role == 'server' then 'bootstrap_expect']: std.length(servers),
  client_addr: '0.0.0.0',
  data_dir: '/var/lib/consul',
  datacenter: host.dc,
  node_name: host.name,
  retry_join: servers,
  server: host.role == 'server',
  telemetry: { disable_hostname: true, prometheus_retention_time: '60s' },
};
local service(host) = {
  service: {
    id: 'node-exporter',
    name: 'node-exporter',
    address: host.address,
    port: 9100,
    tags: ['node-exporter'],
    checks: [{ http: 'http://%s:9100/metrics' % host.address, interval: '10s' }],
  },
};
{
  ['%s-%s-consul.json' % [h.dc, h.name]]: agent(h)
  for h in hosts
} + {
  ['%s-%s-service-node-exporter.json' % [h.dc, h.name]]: service(h)
  for h in hosts
}
