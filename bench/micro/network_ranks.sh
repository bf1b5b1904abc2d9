#!/usr/bin/env bash
# Runs a program on ranks that have a network between them: each in a network namespace of its own, joined by a bridge
# that lets through so many megabits a second from each, over Open MPI and TCP. Linux, as root; leaves nothing behind.
#
#     bench/micro/network_ranks.sh RANKS MEGABITS deno run -A bench/micro/distributed.ts 1 ""
set -euo pipefail
ranks=$1 megabits=$2
shift 2
name=bnlstm$$
agent=$(mktemp)
end() {
  for rank in $(seq "$ranks"); do ip netns delete "$name-$rank" 2>/dev/null || true; done
  ip link delete "$name" 2>/dev/null || true
  rm -f "$agent"
}
trap end EXIT
ip link add "$name" type bridge
ip address add 10.77.0.254/24 dev "$name"
ip link set "$name" up
hosts=
for rank in $(seq "$ranks"); do
  space=$name-$rank
  ip netns add "$space"
  ip link add "v$$-$rank" type veth peer name eth0 netns "$space"
  ip link set "v$$-$rank" master "$name" up
  ip -n "$space" address add "10.77.0.$rank/24" dev eth0
  ip -n "$space" link set eth0 up
  ip -n "$space" link set lo up
  tc -n "$space" qdisc add dev eth0 root tbf rate "${megabits}mbit" burst 256kb latency 50ms
  hosts+=${hosts:+,}10.77.0.$rank
done
# What mpiexec calls in place of ssh, with a host and a command.
cat > "$agent" <<EOF
#!/usr/bin/env bash
while [[ \$1 == -* ]]; do shift; done
host=\$1
shift
exec ip netns exec "$name-\${host##*.}" sh -c "\$*"
EOF
chmod +x "$agent"
net=10.77.0.0/24
# On one machine processes would else find their shared memory, and more ranks than cores not give way.
mpiexec.openmpi --allow-run-as-root --host "$hosts" -n "$ranks" \
  --mca plm_rsh_agent "$agent" --mca plm_rsh_no_tree_spawn 1 \
  --mca oob_tcp_if_include $net --mca btl tcp,self --mca btl_tcp_if_include $net \
  --mca mpi_yield_when_idle 1 --bind-to none "$@"
