#!/usr/bin/env python3
"""What a team writes for itself: reads the inventory, fills Jinja2 templates, checks nothing. Usage: generate.py INVENTORY FOLDER"""
import json
import os
import re
import sys

import jinja2
import yaml

SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'src', 'ConsulGen.Core', 'Emitters', 'Install', 'install.sh')

UNIT = '''\
# Generated: change it in the inventory.

[Unit]
Description=Consul {{ role }} {{ name }} of {{ dc }}
Documentation=https://developer.hashicorp.com/consul/docs
Wants=network-online.target
After=network-online.target
AssertFileNotEmpty={{ config_dir }}/consul.json
StartLimitIntervalSec=0

[Service]
Type={{ 'notify' if role == 'server' else 'exec' }}
User=consul
Group=consul
ExecStart={{ binary }} agent -config-dir={{ config_dir }}
ExecReload=/bin/kill -HUP $MAINPID
KillMode=mixed
KillSignal=SIGTERM
TimeoutStopSec=30s
Restart=on-failure
RestartSec=5s
LimitNOFILE=65536
NoNewPrivileges=yes
ProtectSystem=strict
ReadWritePaths={{ data_dir }}
{% for key in ['ProtectHome', 'PrivateTmp', 'PrivateDevices', 'ProtectKernelTunables', 'ProtectKernelModules', 'ProtectControlGroups'] -%}
{{ key }}=yes
{% endfor -%}
UMask=0077

[Install]
WantedBy=multi-user.target
'''

CONF = '''\
# What install.sh beside this file needs to know of {{ name }} of {{ dc }}.
node='{{ name }}'
role='{{ role }}'
service_manager='systemd'
unit='{{ unit }}'
binary='{{ binary }}'
config_dir='{{ config_dir }}'
user='consul'
group='consul'
bundle_files=(
{% for path in files %}    '0640|root|consul|{{ path }}'
{% endfor %})
directories=(
    '0750|consul|consul|{{ data_dir }}'
    '0750|root|consul|{{ config_dir }}'
)
'''

STREAM = '''\
stream {
{% for port in ports %}    upstream {{ port }} {
{% for host in hosts %}        server {{ host.address }}:{{ port }};
{% endfor %}    }
    server {
        listen {{ address }}:{{ port }};
        proxy_pass {{ port }};
    }
{% endfor %}}
'''

PROMETHEUS = '''\
scrape_configs:
{% for dc, servers in dcs.items() %}  - job_name: consul-{{ dc }}
    consul_sd_configs:
{% for host in servers %}      - server: {{ host.address }}:8500
        datacenter: {{ dc }}
{% endfor %}{% endfor %}'''

README = '''\
# {{ name }}

| node | role | address |
| --- | --- | --- |
{% for host in hosts[:60] %}| {{ host.name }} | {{ host.role }} | {{ host.address }} |
{% endfor %}
Run install.sh on the servers first, then on the clients.
'''


def expand(text, count=None):
    match = re.search(r'\[(\d+):(\d+)\]', text)
    if not match:
        return [text] * (count or 1)
    return [text[:match.start()] + str(i) + text[match.end():] for i in range(int(match[1]), int(match[2]) + 1)]


def hosts_of(group, role, dc):
    for key, host in (group or {}).get('hosts', {}).items():
        names = expand(key)
        for name, address in zip(names, expand(host['address'], len(names))):
            yield {'name': name, 'address': address, 'role': role, 'dc': dc}


def write(path, text, mode=0o644):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    os.chmod(path, mode)


def main(inventory_path, out):
    with open(inventory_path, encoding='utf-8') as file:
        inventory = yaml.load(file, getattr(yaml, 'CSafeLoader', yaml.SafeLoader))
    with open(SCRIPT, encoding='utf-8') as file:
        script = file.read()
    environment = jinja2.Environment()
    unit, conf, stream, prometheus, readme = map(environment.from_string, (UNIT, CONF, STREAM, PROMETHEUS, README))
    consul = inventory.get('consul', {})
    common = {'binary': consul.get('binary', '/usr/local/bin/consul'), 'config_dir': consul.get('config_dir', '/etc/consul.d')}
    everybody, dcs = [], {}
    for dc, body in inventory['datacenters'].items():
        servers = list(hosts_of(body.get('servers'), 'server', dc))
        dcs[dc] = servers
        for host in servers + list(hosts_of(body.get('clients'), 'client', dc)):
            everybody.append(host)
            group = body[host['role'] + 's']
            agent = {**inventory.get('agent', {}), **group.get('agent', {})}
            agent = json.loads(json.dumps(agent).replace('${address}', host['address']))
            agent.update(node_name=host['name'], datacenter=dc, server=host['role'] == 'server', retry_join=[s['address'] for s in servers])
            if agent['server']:
                agent['bootstrap_expect'] = len(servers)
            facts = {**common, **host, 'unit': group.get('consul', {}).get('unit', 'consul'), 'data_dir': agent['data_dir']}
            files = {common['config_dir'] + '/consul.json': json.dumps(agent, indent=2, sort_keys=True) + '\n'}
            for name, service in inventory.get('services', {}).items():
                text = json.dumps({'service': {'id': name, 'name': name, **service}}, indent=2, sort_keys=True)
                files[f"{common['config_dir']}/service-{name}.json"] = text.replace('${address}', host['address']) + '\n'
            files[f"/etc/systemd/system/{facts['unit']}.service"] = unit.render(facts)
            folder = f"{out}/hosts/{dc}/{host['name']}"
            for path, text in files.items():
                write(folder + '/rootfs' + path, text)
            write(folder + '/install.conf', conf.render(facts, files=sorted(files)))
            write(folder + '/install.sh', script, 0o755)
        for host in hosts_of(body.get('load_balancers'), 'load_balancer', dc):
            everybody.append(host)
            folder = f"{out}/hosts/{dc}/{host['name']}"
            write(folder + '/rootfs/etc/nginx/stream.d/consul.conf', stream.render(host, hosts=servers, ports=[8300, 8301, 8302, 8500, 8600]))
            write(folder + '/install.conf', conf.render({**common, **host, 'unit': 'nginx', 'files': []}))
            write(folder + '/install.sh', script, 0o755)
    write(out + '/prometheus/prometheus.yml', prometheus.render(dcs=dcs))
    write(out + '/README.md', readme.render(name=inventory.get('name'), hosts=everybody))


main(*sys.argv[1:])
