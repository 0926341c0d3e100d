// Imitates an AI-assisted React application (vitest, testing-library, user-event; .cursorrules in the root): a task board.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { cleanup, render, renderHook, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe, toHaveNoViolations } from 'vitest-axe';
import { TaskBoard } from './TaskBoard';
import { TaskCard } from './TaskCard';
import { useTasks } from './useTasks';
import { labelFor } from './labels';
import * as api from './api';

vi.mock('./api');
expect.extend({ toHaveNoViolations });

const tasks = [
  { id: 't1', title: 'Write offer', column: 'todo', points: 3 },
  { id: 't2', title: 'Call Ada', column: 'done', points: 1 },
];

function setup(props: Partial<React.ComponentProps<typeof TaskBoard>> = {}) {
  const onMove = vi.fn();
  const user = userEvent.setup();
  const view = render(<TaskBoard tasks={tasks} onMove={onMove} {...props} />);
  return { onMove, user, ...view };
}

function expectColumn(name: string, titles: string[]) {
  const column = screen.getByRole('region', { name });
  expect(within(column).getAllByRole('listitem').map((item) => item.textContent)).toEqual(titles);
}

beforeEach(() => {
  vi.clearAllMocks();
  vi.mocked(api.fetchTasks).mockResolvedValue(tasks);
});

describe('<TaskBoard />', () => {
  it('should render without crashing', () => {
    const { container } = setup();
    expect(container).toBeTruthy(); //! vacuous none 0 impossible ? existence
    expect(screen.getByRole('main')).toBeInTheDocument(); //! existence shape 1
  });

  it('should render the tasks', () => {
    setup();
    expect(screen.getByText('Write offer')).toBeInTheDocument(); //! value-partial business 2
    expect(screen.getByText('Call Ada')).toBeVisible(); //! value-partial business 2
    expect(screen.queryByText('Delete everything')).not.toBeInTheDocument(); //! existence business 2 absent
    expectColumn('Done', ['Call Ada']); //! value business 3
  });

  it('should sum the points', () => {
    setup();
    expect(screen.getByTestId('points')).toHaveTextContent('4 points'); //! value-partial business 2
    expect(screen.getByTestId('points').textContent).toBe('4 points open'); //! value business 3
    expect(screen.getByTestId('points')).toHaveAttribute('aria-live'); //! shape shape 1 supporting
    expect(screen.getByTestId('points')).toHaveAttribute('data-open', '4'); //! value business 3
  });

  it('should show an empty state', () => {
    setup({ tasks: [] });
    screen.getByText(/nothing to do/i); //! value-partial business 2 implicit
    expect(screen.queryAllByRole('listitem')).toHaveLength(0); //! size business 2 absent
    expect(screen.queryByRole('alert')).toBeNull(); //! existence business 2 absent
  });

  it('should move a card', async () => {
    const { onMove, user } = setup();
    await user.click(screen.getByRole('button', { name: 'Move Write offer' }));
    await user.click(screen.getByRole('menuitem', { name: 'Done' }));
    expect(onMove).toHaveBeenCalledTimes(1); //! call shape 1 supporting
    expect(onMove).toHaveBeenCalledWith('t1', 'done'); //! call-args business 2
    await waitFor(() => expect(screen.queryByRole('menu')).not.toBeInTheDocument()); //! existence business 2 absent
  });

  it('should not move a locked card', async () => {
    const { onMove, user } = setup({ locked: true });
    const button = screen.getByRole('button', { name: 'Move Write offer' });
    expect(button).toBeDisabled(); //! value business 3
    await user.click(button);
    expect(onMove).not.toHaveBeenCalled(); //! call business 2 absent
  });

  it('should tell about failures', async () => {
    vi.mocked(api.moveTask).mockRejectedValue(new Error('offline'));
    const { user } = setup({ onMove: undefined });
    await user.click(screen.getByRole('button', { name: 'Move Write offer' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('offline'); //! value-partial business 2
    await screen.findByText('Try again'); //! value-partial business 2 implicit
  });

  it('should match snapshot', () => {
    const { asFragment } = setup();
    expect(asFragment()).toMatchSnapshot(); //! snapshot ambiguous 2
  });

  it('should be accessible', async () => {
    const { container } = setup();
    expect(await axe(container)).toHaveNoViolations(); //! unknown ambiguous 0
  });

  it('should take the filter from the URL', async () => {
    window.history.pushState({}, '', '/?filter=done');
    const { user } = setup();
    const box = screen.getByRole('combobox');
    expect(box).toHaveValue('done'); //! value business 3
    expect(box).toHaveClass('filter'); //! value-partial business 2
    await user.selectOptions(box, 'todo');
    expect(window.location.search).toContain('filter=todo'); //! value-partial business 2
  });
});

describe('<TaskCard />', () => {
  it.each(tasks)('should label $title', (task) => {
    render(<TaskCard task={task} />);
    expect(screen.getByRole('heading')).toHaveTextContent(labelFor(task)); //! mirrored none 1 sut-computed table
    cleanup();
  });

  it('should keep the reference of its handler', () => {
    const handler = vi.fn();
    const props = { task: tasks[0], onOpen: handler };
    render(<TaskCard {...props} />);
    expect(props.onOpen).toBe(handler); //! vacuous none 0 no-sut
    expect(tasks[0].title).toBe('Write offer'); //! vacuous none 0 no-sut
  });

  it('should render markup', () => {
    const { container } = render(<TaskCard task={tasks[1]} />);
    expect(container.firstChild).not.toBeNull(); //! existence shape 1
    expect(container.querySelectorAll('li')).toHaveLength(1); //! size shape 2
    expect(container.innerHTML).toMatchInlineSnapshot( //! snapshot ambiguous 2
      `"<li class=\\"card\\" data-id=\\"t2\\"><h3>Call Ada</h3><span>1</span></li>"`,
    );
  });
});

describe('useTasks', () => {
  it('should load tasks', async () => {
    const { result } = renderHook(() => useTasks('b1'));
    expect(result.current.loading).toBe(true); //! value business 3
    await waitFor(() => expect(result.current.loading).toBe(false)); //! value business 3
    expect(result.current.tasks).toEqual(tasks); //! value business 2 pass-through
    expect(result.current.error).toBeUndefined(); //! existence business 2 absent
    expect(api.fetchTasks).toHaveBeenCalledWith('b1'); //! call-args business 2
  });

  it('should expose its functions', () => {
    const { result } = renderHook(() => useTasks('b1'));
    expect(typeof result.current.reload).toBe('function'); //! type-only shape 1
    expect(result.current).toHaveProperty('reload'); //! shape shape 1
    expect(result.current).toEqual(expect.objectContaining({ tasks: expect.any(Array), reload: expect.any(Function) })); //! shape shape 2
  });
});
