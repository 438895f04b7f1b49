namespace Cloud.Cli.Plots;

/// <summary>Characters of two by four dots each, with letters on top. Positions are 0…1 from the lower left.</summary>
internal sealed class BrailleCanvas(int columns, int rows)
{
    private static readonly int[,] DotBits = { { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 } };

    private readonly int[,] _dots = new int[rows, columns];
    private readonly char[,] _letters = new char[rows, columns];

    public void Dot(double x, double y)
    {
        var (column, row) = (Scaled(x, columns * 2), (rows * 4) - 1 - Scaled(y, rows * 4));
        _dots[row / 4, column / 2] |= DotBits[row % 4, column % 2];
    }

    public void Line(double fromX, double fromY, double toX, double toY)
    {
        var steps = Math.Max(1, (int)Math.Ceiling(Math.Max(Math.Abs(toX - fromX) * columns * 2, Math.Abs(toY - fromY) * rows * 4)));
        for (var step = 0; step <= steps; step++) Dot(fromX + ((toX - fromX) * step / steps), fromY + ((toY - fromY) * step / steps));
    }

    public void Letter(double x, double y, char letter) => _letters[rows - 1 - Scaled(y, rows), Scaled(x, columns)] = letter;

    public string Row(int row) => string.Create(columns, (this, row), static (line, state) =>
    {
        for (var column = 0; column < line.Length; column++)
        {
            var (letter, dots) = (state.Item1._letters[state.row, column], state.Item1._dots[state.row, column]);
            line[column] = letter is not '\0' ? letter : dots == 0 ? ' ' : (char)(0x2800 + dots);
        }
    }).TrimEnd();

    private static int Scaled(double position, int count) => Math.Clamp((int)(position * count), 0, count - 1);
}
