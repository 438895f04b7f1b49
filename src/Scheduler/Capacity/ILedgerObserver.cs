namespace Cloud.Scheduler.Capacity;

/// <summary>Something derived from a ledger that is kept up to date, host by host: an index, a count of free slots.</summary>
public interface ILedgerObserver
{
    /// <summary>Called after what one host has room for has changed, with its index. Must not change the ledger.</summary>
    void HostChanged(int host);
}
