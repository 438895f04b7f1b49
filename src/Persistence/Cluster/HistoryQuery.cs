using System.Data.Common;
using System.Text;
using Cloud.Domain.Identity;
using Cloud.Persistence.Databases;

namespace Cloud.Persistence.Cluster;

/// <summary>A bounded read of a project's operations or events, which differ only in their conditions: a few statements in all, prepared once.</summary>
internal sealed class HistoryQuery
{
    private readonly Database database;
    private readonly StringBuilder sql;
    private readonly List<Parameter> parameters;

    public HistoryQuery(Database database, string table, string columns, ProjectId project, string subject, Guid? id)
    {
        this.database = database;
        sql = new StringBuilder($"select {columns} from {table} where project_id = @project");
        parameters = [new("project", database.Uuid(project.Value))];
        if (id is { } only)
            Where($"{subject} = @subject", new("subject", database.Uuid(only)));
    }

    public void Where(string condition, Parameter parameter)
    {
        sql.Append(" and ").Append(condition);
        parameters.Add(parameter);
    }

    public async Task<IReadOnlyList<T>> ReadAsync<T>(string order, int limit, Func<DbDataReader, T> read, CancellationToken cancellation)
    {
        sql.Append(" order by ").Append(order).Append(" limit @limit");
        parameters.Add(new("limit", (long)limit));
        return await database.QueryAsync(sql.ToString(), parameters.ToArray(), read, cancellation);
    }
}
