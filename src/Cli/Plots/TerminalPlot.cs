using System.Text;
using Cloud.Domain.Hardware.Labs;

namespace Cloud.Cli.Plots;

/// <summary>Plots and tables as text. Needs no colours.</summary>
internal static class TerminalPlot
{
    /// <summary>Everything a lab shows.</summary>
    public static string Render(LabResult result)
    {
        var text = new StringBuilder();
        foreach (var plot in result.Plots)
        {
            if (plot.Title.Length > 0) text.Append(plot.Title).Append('\n');
            text.Append(Render(plot)).Append('\n');
        }

        foreach (var table in result.Tables) text.Append(Render(table)).Append('\n');
        return text.ToString();
    }

    /// <summary>One plot.</summary>
    public static string Render(LabPlot plot) => plot.Style switch
    {
        LabPlotStyle.Lines or LabPlotStyle.Steps or LabPlotStyle.Scatter => TerminalLines.Render(plot),
        LabPlotStyle.Areas => TerminalLines.Render(plot with { Series = plot.RunningSums() }),
        LabPlotStyle.Bars => TerminalBars.Render(plot),
        LabPlotStyle.Stacked => TerminalBars.Piles(plot),
        LabPlotStyle.HeatMap => TerminalLanes.HeatMap(plot),
        LabPlotStyle.Spans => TerminalLanes.Spans(plot),
    };

    /// <summary>An axis with its unit.</summary>
    public static string Axis(LabAxis axis) => $"{axis.Label}{(axis.Unit.Length > 0 ? $" [{axis.Unit}]" : "")}{(axis.Logarithmic ? ", logarithmic" : "")}";

    private static string Render(LabTable table)
    {
        var widths = table.Columns.Select((name, column) => table.Rows.Select(row => row[column].Length).Append(name.Length).Max()).ToList();
        var text = new StringBuilder().Append(table.Title).Append('\n');
        Row(text, table.Columns, widths);
        foreach (var row in table.Rows) Row(text, row, widths);
        return text.ToString();
    }

    private static void Row(StringBuilder text, IReadOnlyList<string> cells, List<int> widths)
    {
        var line = new StringBuilder("  ");
        for (var column = 0; column < cells.Count; column++) line.Append(cells[column].PadRight(widths[column])).Append("  ");
        text.Append(line.ToString().TrimEnd()).Append('\n');
    }
}
