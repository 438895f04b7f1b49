namespace Cloud.Persistence.Tests.Databases;

/// <summary>
/// Rows as the first version stored them, equal to the samples. Frozen: when a later version stores something differently, its migration
/// has to make these readable. <c>{bytes}</c> stands for a literal that the databases spell differently.
/// </summary>
internal static class FirstVersionRows
{
    public const string Sql = """
        insert into cells (id, epoch) values ('z1-c1', 1);
        insert into instances
            (id, project_id, name, kind, flavor, image, state, desired, generation, version, reboots, cell, zone, host, policy,
             created_by, created_at, updated_at, shape, labels, placement, explanation)
        values
            ('0000000a-0000-7000-8000-000000000001', '00000001-0000-7000-8000-000000000001', 'web-10', 'vm', 'vm.small', 'debian-13',
             'creating', 'running', 1, 1, 0, 'z1-c1', 'z1', 'z1-r01-h01', 'spread',
             '00000002-0000-7000-8000-000000000001', 17723664000000000, 17723664000000000,
             '{"vcpus":2,"memoryMib":4096,"diskGib":20,"numaNodes":0,"cpuPolicy":"Shared"}', '{"tier":"front"}',
             '{"host":"z1-r01-h01","diskGib":20,"claims":[{"numaNode":0,"vcpus":2,"memoryMib":4352,"cores":[]}]}',
             '{"profile":"spread","hostsConsidered":48,"hostsFitting":40,"refusals":[{"rule":"FitsMemory","hosts":8,
                "nearestMiss":{"host":"z1-r01-h02","numaNode":1,"resource":"memoryMib","missing":512},"help":"Capacity"}],
                "best":[{"host":"z1-r01-h01","score":0.75,"terms":[{"scorer":"MostFreeMemory","weight":1,"value":0.75}]}],"advice":[]}');
        insert into operations
            (id, project_id, instance_id, instance_name, kind, state, percent, requested_by, created_at, updated_at, steps)
        values
            ('0000000a-0000-7000-8000-000000000001', '00000001-0000-7000-8000-000000000001', '0000000a-0000-7000-8000-000000000001', 'web-10',
             'instance.create', 'running', 10, '00000002-0000-7000-8000-000000000001', 17723664000000000, 17723664000000000,
             '[{"name":"accepted","startedAt":"2026-03-01T12:00:00+00:00","durationMs":0.5},{"name":"placed","startedAt":"2026-03-01T12:00:00+00:00"}]');
        insert into events (sequence, project_id, type, instance_id, instance_name, state, version, actor, at, message)
        values
            (7, '00000001-0000-7000-8000-000000000001', 'instance.creating', '00000007-0000-7000-8000-000000000001', 'web-7', 'creating', 1,
             '00000002-0000-7000-8000-000000000001', 17723664000000000, 'Asked for.');
        insert into quota_use (project_id, instances, vcpus, memory_mib, disk_gib) values ('00000001-0000-7000-8000-000000000001', 1, 2, 3, 4);
        insert into idempotency (user_id, key, fingerprint, result, created_at)
        values ('00000002-0000-7000-8000-000000000001', 'key', {bytes}, {bytes}, 17723664000000000);
        insert into tenants (id, name, display_name, created_at)
        values ('00000065-0000-7000-8000-000000000001', 'ada', 'ADA University, Bakı', 17723664000000001);
        insert into projects (id, tenant_id, name, display_name, limit_instances, limit_vcpus, limit_memory_mib, limit_disk_gib, version, created_at)
        values
            ('0000006f-0000-7000-8000-000000000001', '00000065-0000-7000-8000-000000000001', 'team-07', 'Seven',
             10, 40, 81920, 1000, 3, 17723664000000002);
        insert into images (name, description, kinds, size_mib, min_disk_gib, min_memory_mib) values ('debian-13', 'Debian', '["container"]', 350, 4, 256);
        """;
}
